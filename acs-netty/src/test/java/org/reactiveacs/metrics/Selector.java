package org.reactiveacs.metrics;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an expression in PromQL asks for.
 *
 * @param metric the name of a metric, or of a figure that a rule records
 * @param labels the labels that are named in its braces
 */
record Selector(String metric, Set<String> labels) {
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

    /** A name that begins neither in a duration (5m) nor in one of Grafana's variables, and is not a function's. */
    private static final Pattern SELECTOR =
            Pattern.compile("(?<![\\w:.$])([A-Za-z_:][\\w:]*+)\\s*+(?!\\()(?:\\{((?:[^{}\"]|\"[^\"]*\")*)\\})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"[^\"]*\"");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "offset", "bool");

    /** All of an expression, from left to right. */
    static List<Selector> in(String expression) {
        return SELECTOR.matcher(GROUPING.matcher(expression).replaceAll(" "))
                .results()
                .filter(found -> !OPERATORS.contains(found.group(1)))
                .map(found -> new Selector(found.group(1), labels(found.group(2) == null ? "" : found.group(2))))
                .toList();
    }

    private static Set<String> labels(String braces) {
        return MATCHER.matcher(braces)
                .results()
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toUnmodifiableSet());
    }
}
