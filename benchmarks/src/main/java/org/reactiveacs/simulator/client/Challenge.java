package org.reactiveacs.simulator.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One challenge of a WWW-Authenticate header, or the one answer of an Authorization header, which looks the same.
 *
 * @param scheme in lower case, such as {@code digest}
 * @param parameters by their names in lower case, without quotes
 */
public record Challenge(String scheme, Map<String, String> parameters) {
    private static final Pattern SCHEME = Pattern.compile("\\s*(?:,\\s*)*([A-Za-z][A-Za-z0-9-]*)(?:\\s+|\\s*(?=,)|$)");
    private static final Pattern PARAMETER =
            Pattern.compile("\\s*,?\\s*([A-Za-z0-9*-]+)\\s*=\\s*(?:\"((?:\\\\.|[^\"\\\\])*)\"|([^\\s,]*))");

    /** The challenges of all headers, in the order in which they came. */
    public static List<Challenge> of(List<String> headers) {
        List<Challenge> challenges = new ArrayList<>();
        headers.forEach(header -> read(header, challenges));
        return challenges;
    }

    private static void read(String header, List<Challenge> challenges) {
        int at = 0;
        Matcher scheme = SCHEME.matcher(header);
        while (at < header.length() && scheme.region(at, header.length()).lookingAt()) {
            at = scheme.end();
            Map<String, String> parameters = new HashMap<>();
            Matcher parameter = PARAMETER.matcher(header);
            while (parameter.region(at, header.length()).lookingAt()) {
                String value = parameter.group(2) == null
                        ? parameter.group(3)
                        : parameter.group(2).replaceAll("\\\\(.)", "$1");
                parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
                at = parameter.end();
            }
            challenges.add(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), Map.copyOf(parameters)));
        }
    }

    /** A parameter, empty when it is not there. */
    public String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean isStale() {
        return get("stale").equalsIgnoreCase("true");
    }
}
