package org.reactiveacs.auth;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes the text that was meant out of the forms in which names arrive. */
final class Usernames {
    private Usernames() {}

    static List<String> meant(String username) {
        String decoded = percentDecoded(username);
        return decoded.equals(username) ? List.of(username) : List.of(username, decoded);
    }

    /** Header bytes arrive as one character each; if they are UTF-8, gives the text, else leaves them as they are. */
    static String utf8(String header) {
        if (isAscii(header) || header.chars().anyMatch(c -> c > 0xFF)) {
            return header;
        }
        return decodedOr(header.getBytes(StandardCharsets.ISO_8859_1), header);
    }

    /** By its bytes, which Java makes many at a time. Half a surrogate pair, which no charset has, passes. */
    static boolean isAscii(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length == text.length();
    }

    private static String percentDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            int escaped = source[i] == '%' && i + 2 < source.length ? hex(source[i + 1], source[i + 2]) : -1;
            bytes.write(escaped < 0 ? source[i] : escaped);
            i += escaped < 0 ? 0 : 2;
        }
        return decodedOr(bytes.toByteArray(), text);
    }

    private static int hex(byte high, byte low) {
        int upper = Character.digit(high, 16);
        int lower = Character.digit(low, 16);
        return upper < 0 || lower < 0 ? -1 : upper * 16 + lower;
    }

    static String decodedOr(byte[] bytes, String otherwise) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return otherwise;
        }
    }
}
