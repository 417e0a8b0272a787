package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * One operation of the API.
 *
 * @param method the HTTP method
 * @param template the path below {@code /api/v1}, places in braces
 * @param parameters names of the query's parameters
 * @param produces the content type of its answers when all goes well
 * @param takes other media types than JSON that its bodies may have
 * @param maxBodies how many bodies of the usual limit its bodies may be as large as
 * @param handler answers it
 */
record Route(
        String method,
        String template,
        Set<String> parameters,
        String produces,
        Set<String> takes,
        int maxBodies,
        Handler handler) {

    private static final int MANY_BODIES = 16;

    Route(String method, String template, Set<String> parameters, String produces, Set<String> takes, Handler handler) {
        this(method, template, parameters, produces, takes, 1, handler);
    }

    /** Answers requests. */
    @FunctionalInterface
    interface Handler {
        Mono<ApiResponse> answer(ApiRequest request);
    }

    static Route of(String method, String template, Set<String> parameters, Handler handler) {
        return new Route(method, template, parameters, ApiResponse.JSON, Set.of(), handler);
    }

    /** Bodies may be YAML, too. */
    Route takingYaml() {
        return new Route(method, template, parameters, produces, Negotiation.YAML, handler);
    }

    /** Bodies are CSV. */
    Route takingCsv() {
        return new Route(method, template, parameters, produces, Set.of("text/csv"), handler);
    }

    /** Bodies may be much larger than others, for what is sent many at a time. */
    Route takingMuch() {
        return new Route(method, template, parameters, produces, takes, MANY_BODIES, handler);
    }

    List<String> segments() {
        return List.of(template.split("/", -1));
    }

    /** Whether it is for everybody: what the API says of itself. */
    boolean isPublic() {
        return produces.equals(ApiResponse.YAML) || produces.equals(ApiResponse.SCHEMA);
    }
}
