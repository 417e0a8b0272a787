package org.reactiveacs.api;

import java.util.Locale;

/** Names as JSON has them: in lowerCamel. */
final class Names {
    private Names() {}

    /** {@code TIMED_OUT} as {@code timedOut}. */
    static String ofConstant(Enum<?> constant) {
        var name = new StringBuilder();
        for (var word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    /** An XSD name with its first word small: {@code StartTime} as {@code startTime}, {@code UUID} as {@code uuid}. */
    static String ofXsd(String name) {
        int capitals = 0;
        while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
            capitals++;
        }
        int small = capitals <= 1 || capitals == name.length() ? capitals : capitals - 1;
        return name.substring(0, small).toLowerCase(Locale.ROOT) + name.substring(small);
    }
}
