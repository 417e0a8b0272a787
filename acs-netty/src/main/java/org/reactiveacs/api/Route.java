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
 * @param handler answers it
 */
record Route(String method, String template, Set<String> parameters, String produces, Handler handler) {

    /** Answers requests. */
    @FunctionalInterface
    interface Handler {
        Mono<ApiResponse> answer(ApiRequest request);
    }

    static Route of(String method, String template, Set<String> parameters, Handler handler) {
        return new Route(method, template, parameters, ApiResponse.JSON, handler);
    }

    List<String> segments() {
        return List.of(template.split("/", -1));
    }

    boolean isPublic() {
        return produces.equals(ApiResponse.YAML);
    }
}
