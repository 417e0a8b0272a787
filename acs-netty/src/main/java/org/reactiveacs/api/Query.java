package org.reactiveacs.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request. Parameters that a route does not know are refused: a misspelt filter must not mean everything.
 *
 * @param values by name, decoded
 */
record Query(Map<String, String> values) {

    static Query parse(String uri) {
        int start = uri.indexOf('?');
        var values = new LinkedHashMap<String, String>();
        if (start >= 0) {
            for (var pair : uri.substring(start + 1).split("&", -1)) {
                if (!pair.isEmpty()) {
                    put(pair, values);
                }
            }
        }
        return new Query(values);
    }

    private static void put(String pair, Map<String, String> values) {
        int equals = pair.indexOf('=');
        var name = PercentDecoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
        var value = equals < 0 ? "" : PercentDecoding.decode(pair.substring(equals + 1), true);
        if (values.putIfAbsent(name, value) != null) {
            throw Problem.parameter(name, "'" + name + "' is given more than once");
        }
    }

    void allow(Set<String> known) {
        for (var name : values.keySet()) {
            if (!known.contains(name)) {
                throw Problem.parameter(
                        name,
                        "no parameter is called '" + name + "' here: "
                                + (known.isEmpty() ? "there are none" : String.join(", ", new TreeSet<>(known))));
            }
        }
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    long number(String name, long least, long most, long otherwise) {
        var text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw Problem.parameter(
                name,
                "'" + name + "' is a whole number "
                        + (most == Long.MAX_VALUE ? "of " + least + " or more" : "from " + least + " to " + most)
                        + ", not '" + text + "'");
    }

    boolean flag(String name) {
        var text = values.getOrDefault(name, "false");
        if (!text.equals("true") && !text.equals("false")) {
            throw Problem.parameter(name, "'" + name + "' is true or false, not '" + text + "'");
        }
        return text.equals("true");
    }
}
