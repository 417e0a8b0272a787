package org.reactiveacs.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Decodes what is percent-encoded (RFC 3986 §2.1), and refuses what is so by half. */
final class PercentDecoding {
    private PercentDecoding() {}

    /**
     * The text behind an encoded one.
     *
     * @param plusIsBlank whether {@code +} stands for a blank, as in queries
     * @throws Problem if it is not well-formed
     */
    static String decode(String text, boolean plusIsBlank) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.write(hex(text, i + 1) << 4 | hex(text, i + 2));
                i += 2;
            } else if (c == '+' && plusIsBlank) {
                bytes.write(' ');
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Problem(Problem.Type.MALFORMED_REQUEST, "'" + text + "' is not UTF-8 when percent-decoded");
        }
    }

    private static int hex(String text, int at) {
        int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw new Problem(
                    Problem.Type.MALFORMED_REQUEST, "'" + text + "' has a % without two hexadecimal digits behind it");
        }
        return digit;
    }
}
