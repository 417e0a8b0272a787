package org.reactiveacs.cwmp.bytes;

import java.nio.charset.StandardCharsets;

/** The marks that begin and end comments and CDATA. */
final class Token {
    static final byte[] COMMENT_START = ascii("<!--");
    static final byte[] COMMENT_END = ascii("-->");
    static final byte[] DOCTYPE = ascii("<!DOCTYPE");
    static final byte[] CDATA_START = ascii("<![CDATA[");
    static final byte[] CDATA_END = ascii("]]>");

    private Token() {}

    /** The token's length when it stands at an index, 0 when the bytes end within it, -1 when it does not stand there. */
    static int match(byte[] token, byte[] bytes, int at, int to) {
        int available = Math.min(token.length, to - at);
        for (int i = 0; i < available; i++) {
            if (bytes[at + i] != token[i]) {
                return -1;
            }
        }
        return available == token.length ? token.length : 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
