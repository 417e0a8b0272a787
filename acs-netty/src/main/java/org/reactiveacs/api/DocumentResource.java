package org.reactiveacs.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The API about itself: its document, for everybody, and an index. */
final class DocumentResource {
    private static final String DOCUMENT = "/openapi.yaml";

    private final byte[] document = read();

    /** The API's document. */
    static byte[] read() {
        try (var in = DocumentResource.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + DOCUMENT);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", DOCUMENT, Set.of(), ApiResponse.YAML, Set.of(), request -> Mono.just(document())),
                Route.of("GET", "", Set.of(), request -> Mono.just(index())));
    }

    private ApiResponse document() {
        return new ApiResponse(200, ApiResponse.YAML, Map.of(), document);
    }

    private static ApiResponse index() {
        return ApiResponse.ok(Json.object()
                .put("name", "Reactive ACS")
                .put("devices", Router.BASE + "/devices")
                .put("policies", Router.BASE + "/policies")
                .put("campaigns", Router.BASE + "/campaigns")
                .put("events", Router.BASE + "/events")
                .put("subscriptions", Router.BASE + "/subscriptions")
                .put("audit", Router.BASE + "/audit")
                .put("openapi", Router.BASE + DOCUMENT)
                .put("schemas", Router.BASE + "/schemas/{name}"));
    }
}
