package org.reactiveacs.genieacs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** How tags stand in GenieACS' paths: what a path cannot have is {@code 0xXX}. */
final class TagNames {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private TagNames() {}

    static String encoded(String tag) {
        var encoded = new StringBuilder();
        // What looks like an escape is no plain text any more.
        var unlike = tag.replaceAll("0x(?=[0-9A-Z]{2})", "0\0");
        for (byte b : unlike.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && Character.isLetterOrDigit(c) || c == '-' || c == '_';
            if (plain) {
                encoded.append(c);
            } else if (c == 0) {
                encoded.append("0x78");
            } else {
                encoded.append("0x").append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return encoded.toString();
    }

    static String decoded(String name) {
        var bytes = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '0' && i + 3 < name.length() && name.charAt(i + 1) == 'x' && isHex(name, i + 2)) {
                bytes.write(Integer.parseInt(name, i + 2, i + 4, 16));
                i += 3;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String name, int from) {
        return name.substring(from, from + 2).chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'A' && c <= 'F');
    }
}
