package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.reactiveacs.subscription.DeadLetter;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Subscriptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Events that a subscriber did not take: to look at, to deliver again, to throw away. */
final class DeadLettersResource {
    private static final String LETTERS = SubscriptionsResource.ONE + "/dead-letters";

    private final ApiParts parts;
    private final Scheduler work;
    private final Subscriptions subscriptions;

    DeadLettersResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.subscriptions = new Subscriptions(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", LETTERS, Set.of(), this::list),
                Route.of("DELETE", LETTERS, Set.of(), this::remove),
                Route.of("POST", LETTERS + "/replay", Set.of(), this::replay));
    }

    private Mono<EventSubscription> found(ApiRequest request) {
        return subscriptions
                .get(request.at("id"))
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> SubscriptionsResource.unknown(request)));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return found(request)
                .flatMap(subscription -> subscriptions.deadLetters(subscription.id()))
                .publishOn(work)
                .map(letters -> ApiResponse.ok(Json.page(letters, DeadLettersResource::view, null)));
    }

    private static ObjectNode view(DeadLetter letter) {
        var view = Json.object()
                .put("id", letter.id())
                .put("at", Json.text(letter.at()))
                .put("why", letter.why());
        view.set("events", Json.STRICT.readTree(letter.body()));
        return view;
    }

    private Mono<ApiResponse> remove(ApiRequest request) {
        return found(request)
                .flatMap(subscription -> subscriptions
                        .put(subscription, "dead letters removed", parts.write(request.actor()))
                        .flatMap(version -> version == 0
                                ? Mono.error(SubscriptionsResource::changedMeanwhile)
                                : subscriptions.digAll(subscription.id())))
                .thenReturn(ApiResponse.noContent());
    }

    /** The node does it that holds the subscription; it looks within about a second. */
    private Mono<ApiResponse> replay(ApiRequest request) {
        var write = parts.write(request.actor());
        var upTo = parts.ids().next();
        return found(request)
                .zipWhen(subscription -> subscriptions.deadLetters(subscription.id()))
                .publishOn(work)
                .flatMap(both -> subscriptions
                        .put(
                                both.getT1()
                                        .replaying(
                                                upTo, write.at(), write.actor().name()),
                                "dead letters replayed",
                                write)
                        .flatMap(version -> version == 0
                                ? Mono.error(SubscriptionsResource::changedMeanwhile)
                                : Mono.just(ApiResponse.json(
                                        202,
                                        Json.object()
                                                .put("letters", both.getT2().size())))));
    }
}
