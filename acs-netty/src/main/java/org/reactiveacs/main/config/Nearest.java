package org.reactiveacs.main.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the key that a misspelt one was probably meant to be. */
final class Nearest {
    private static final int MAX_EDITS = 4;
    private static final int MAX_LENGTH = 100;

    private Nearest() {}

    /** The closest of {@code names}, or null if none is close. */
    static @Nullable String to(String wrong, Collection<String> names) {
        if (wrong.length() > MAX_LENGTH) {
            return null;
        }
        String nearest = null;
        int best = MAX_EDITS + 1;
        for (String name : names) {
            int edits = edits(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (edits < best) {
                best = edits;
                nearest = name;
            }
        }
        return nearest;
    }

    private static int edits(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
