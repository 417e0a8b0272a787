package org.reactiveacs.device;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** MAC addresses in whatever notation people and devices write them. */
public final class MacAddress {
    private MacAddress() {}

    /**
     * The canonical form, {@code 00:11:22:AA:BB:CC}.
     *
     * @param text twelve hexadecimal digits, plain or parted by colons, dashes, dots or blanks anywhere
     * @return null when the text is no MAC address, or the empty one
     */
    public static @Nullable String canonical(String text) {
        var digits = new StringBuilder(12);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) >= 0 && c < 128) {
                digits.append(c);
            } else if (c != ':' && c != '-' && c != '.' && c != ' ') {
                return null;
            }
        }
        if (digits.length() != 12 || digits.chars().allMatch(c -> c == '0')) {
            return null;
        }
        for (int i = 10; i > 0; i -= 2) {
            digits.insert(i, ':');
        }
        return digits.toString().toUpperCase(Locale.ROOT);
    }
}
