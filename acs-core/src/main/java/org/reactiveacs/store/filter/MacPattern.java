package org.reactiveacs.store.filter;

import java.util.Locale;

/** Brings parts of MAC addresses into the notation in which addresses are kept. */
final class MacPattern {
    private MacPattern() {}

    /**
     * The pattern with its digits in pairs: {@code 001a*} is {@code 00:1A*}. What stands before the first star is
     * paired from its start, everything else from its end.
     */
    static String canonical(String pattern) {
        var parts = pattern.split("\\*", -1);
        var canonical = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0) {
                canonical.append('*');
            }
            canonical.append(paired(parts[i], i == 0));
        }
        return canonical.toString();
    }

    private static String paired(String part, boolean fromStart) {
        var digits = part.replaceAll("[:. -]", "").toUpperCase(Locale.ROOT);
        if (!digits.matches("[0-9A-F]+")) {
            return part;
        }
        var pairs = new StringBuilder(digits);
        int odd = fromStart ? 0 : digits.length() % 2;
        for (int i = (digits.length() - odd - 1) / 2 * 2 + odd; i > 0; i -= 2) {
            pairs.insert(i, ':');
        }
        return pairs.toString();
    }
}
