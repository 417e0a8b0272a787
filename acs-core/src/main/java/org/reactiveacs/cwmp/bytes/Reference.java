package org.reactiveacs.cwmp.bytes;

import java.nio.charset.StandardCharsets;

/** Tells a reference of XML, by name or by number, from an ampersand that somebody forgot to escape. */
final class Reference {

    private Reference() {}

    /**
     * Judges an ampersand.
     *
     * @return the length of a legal reference; 0 when the bytes end too early to tell; -1 for a bare ampersand; minus the
     *     length for a reference to a character that XML forbids
     */
    static int judge(byte[] bytes, int at, int to, boolean last) {
        int limit = Math.min(to, at + ByteMender.longestToken());
        for (int i = at + 1; i < limit; i++) {
            byte b = bytes[i];
            if (b == ';') {
                return whole(new String(bytes, at + 1, i - at - 1, StandardCharsets.US_ASCII));
            }
            if (!isNamePart(b)) {
                return -1;
            }
        }
        return limit < at + ByteMender.longestToken() && !last ? 0 : -1;
    }

    private static boolean isNamePart(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '#';
    }

    private static int whole(String name) {
        int length = name.length() + 2;
        return switch (name) {
            case "amp", "lt", "gt", "quot", "apos" -> length;
            default -> name.startsWith("#") ? character(name, length) : -1;
        };
    }

    private static int character(String name, int length) {
        boolean hexadecimal = name.startsWith("#x");
        String digits = name.substring(hexadecimal ? 2 : 1);
        if (digits.isEmpty() || !digits.chars().allMatch(c -> Character.digit(c, hexadecimal ? 16 : 10) >= 0)) {
            return -1;
        }
        return isXmlCharacter(Long.parseLong(digits, hexadecimal ? 16 : 10)) ? length : -length;
    }

    private static boolean isXmlCharacter(long c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0xD800)
                || (c >= 0xE000 && c < 0xFFFE)
                || (c >= 0x10000 && c < 0x110000);
    }
}
