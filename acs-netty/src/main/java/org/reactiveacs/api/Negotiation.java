package org.reactiveacs.api;

import java.util.Locale;
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
            boolean fits = type.equals("*/*") || type.equals("application/*") || type.equals(produces);
            if (fits && !refused) {
                return;
            }
        }
        throw new Problem(Problem.Type.NOT_ACCEPTABLE, "this resource is served as " + produces);
    }

    /** Refuses a body that is not said to be JSON. */
    static void checkContentType(@Nullable String contentType) {
        var type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        var bare = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        if (!bare.equals(ApiResponse.JSON) && !(bare.startsWith("application/") && bare.endsWith("+json"))) {
            throw new Problem(
                    Problem.Type.UNSUPPORTED_MEDIA_TYPE,
                    "bodies are JSON: Content-Type: application/json expected, not "
                            + (bare.isEmpty() ? "none" : "'" + bare + "'"));
        }
    }
}
