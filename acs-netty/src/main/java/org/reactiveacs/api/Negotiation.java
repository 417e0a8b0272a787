package org.reactiveacs.api;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a client sends and takes. */
final class Negotiation {
    private Negotiation() {}

    /** Refuses a client that takes nothing of what we have. */
    static void checkAccept(@Nullable String accept, String produces) {
        if (accept == null || accept.isBlank()) {
            return;
        }
        for (var range : accept.split(",", -1)) {
            var parts = range.toLowerCase(Locale.ROOT).split(";", -1);
            boolean refused = false;
            for (int i = 1; i < parts.length; i++) {
                refused |= parts[i].strip().matches("q=0(\\.0*)?");
            }
            var type = parts[0].strip();
            boolean fits =
                    type.equals("*/*") || type.equals(produces.replaceFirst("/.*", "/*")) || type.equals(produces);
            if (fits && !refused) {
                return;
            }
        }
        throw new Problem(Problem.Type.NOT_ACCEPTABLE, "this resource is served as " + produces);
    }

    static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    /** Refuses a body that is not said to be JSON, or another type that is taken. */
    static void checkContentType(@Nullable String contentType, Set<String> takes) {
        var type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        var bare = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        if (takes.contains(bare)) {
            return;
        }
        if (!bare.equals(ApiResponse.JSON) && !(bare.startsWith("application/") && bare.endsWith("+json"))) {
            throw new Problem(
                    Problem.Type.UNSUPPORTED_MEDIA_TYPE,
                    "a Content-Type is expected of application/json" + others(takes) + ", not "
                            + (bare.isEmpty() ? "none" : "'" + bare + "'"));
        }
    }

    private static String others(Set<String> takes) {
        return takes.isEmpty() ? "" : ", " + String.join(", ", new TreeSet<>(takes));
    }
}
