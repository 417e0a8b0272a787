package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.reactiveacs.subscription.Callbacks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Callbacks of tasks that nobody took: to look at, to be tried again, to throw away. */
final class CallbacksResource {
    private static final String LETTERS = "/callbacks/dead-letters";

    private final ApiParts parts;
    private final Scheduler work;
    private final Callbacks callbacks;

    CallbacksResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.callbacks = new Callbacks(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", LETTERS, Set.of(), this::list),
                Route.of("DELETE", LETTERS, Set.of(), this::remove),
                Route.of("POST", LETTERS + "/replay", Set.of(), this::replay));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return callbacks
                .givenUp()
                .publishOn(work)
                .map(letters -> ApiResponse.ok(Json.page(letters, CallbacksResource::view, null)));
    }

    private static ObjectNode view(Callbacks.GivenUp letter) {
        var view = Json.object()
                .put("id", letter.id())
                .put("at", Json.text(letter.at()))
                .put("why", letter.why())
                .put("url", letter.callback().url());
        view.set("events", Json.STRICT.readTree(letter.callback().body()));
        return view;
    }

    private Mono<ApiResponse> remove(ApiRequest request) {
        return callbacks.forgetGivenUp(parts.write(request.actor())).thenReturn(ApiResponse.noContent());
    }

    /** They wait again as they did before, for the nodes that hold their devices. */
    private Mono<ApiResponse> replay(ApiRequest request) {
        return callbacks
                .again(parts.write(request.actor()))
                .publishOn(work)
                .map(letters -> ApiResponse.json(202, Json.object().put("letters", letters)));
    }
}
