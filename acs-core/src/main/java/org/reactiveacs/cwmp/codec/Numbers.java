package org.reactiveacs.cwmp.codec;

import java.util.Set;
import org.reactiveacs.cwmp.Quirk;

/** Reads numbers and truth values, however they are written. */
final class Numbers {

    private Numbers() {}

    static int integer(String text, Set<Quirk> quirks) {
        long number = number(text, quirks);
        int nearest = (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
        if (nearest != number) {
            quirks.add(Quirk.INVALID_NUMBER);
        }
        return nearest;
    }

    static long number(String text, Set<Quirk> quirks) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException none) {
            quirks.add(Quirk.INVALID_NUMBER);
            return 0;
        }
    }

    static boolean flag(String text, Set<Quirk> quirks) {
        return switch (text.strip()) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> tolerated(text.strip(), quirks);
        };
    }

    private static boolean tolerated(String text, Set<Quirk> quirks) {
        quirks.add(Quirk.INVALID_BOOLEAN);
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on");
    }
}
