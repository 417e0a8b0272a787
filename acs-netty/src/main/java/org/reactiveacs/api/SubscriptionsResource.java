package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.feed.Position;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Subscriptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Subscriptions: to whom events are delivered. */
final class SubscriptionsResource {
    static final String ALL = "/subscriptions";
    static final String ONE = ALL + "/{id}";

    /** Each is delivered by every node. */
    private static final int MOST = 100;

    private static final List<Integer> PARTITIONS =
            IntStream.range(0, Partitions.COUNT).boxed().toList();

    private final ApiParts parts;
    private final Scheduler work;
    private final EventJudge judge;
    private final Subscriptions subscriptions;

    SubscriptionsResource(ApiParts parts, Scheduler work, EventJudge judge) {
        this.parts = parts;
        this.work = work;
        this.judge = judge;
        this.subscriptions = new Subscriptions(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", ALL, Set.of(), this::list),
                Route.of("POST", ALL, Set.of(), this::create),
                Route.of("GET", ONE, Set.of(), this::show),
                Route.of("PUT", ONE, Set.of(), this::put),
                Route.of("DELETE", ONE, Set.of(), this::remove));
    }

    static Problem unknown(ApiRequest request) {
        return Problem.notFound("there is no subscription " + request.at("id"));
    }

    /** Somebody else was faster. */
    static Problem changedMeanwhile() {
        return Precondition.failed("somebody else has changed it just now");
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return subscriptions
                .all()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::view)
                .collectList()
                .publishOn(work)
                .map(all -> ApiResponse.ok(Json.page(all, view -> view, null)));
    }

    private Mono<ObjectNode> view(EventSubscription subscription) {
        var id = subscription.id();
        return Mono.zip(
                        subscriptions.reports(id),
                        subscriptions.cursors(id),
                        parts.store().outbox().newest(PARTITIONS))
                .publishOn(work)
                .map(all -> SubscriptionView.of(subscription, all.getT1(), living(), all.getT2(), all.getT3()));
    }

    private Set<String> living() {
        return parts.membership().members().stream().map(Member::name).collect(Collectors.toSet());
    }

    private Mono<ApiResponse> answer(int status, String id) {
        return subscriptions
                .get(id)
                .flatMap(subscription -> view(subscription)
                        .map(view ->
                                ApiResponse.json(status, view).with("ETag", Precondition.tag(subscription.version()))));
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        return answer(200, request.at("id")).switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    private Mono<ApiResponse> create(ApiRequest request) {
        var terms = SubscriptionBody.read(request, judge, null);
        var write = parts.write(request.actor());
        var id = parts.ids().next();
        return Mono.zip(subscriptions.all(), parts.store().outbox().newest(PARTITIONS))
                .publishOn(work)
                .flatMap(both -> {
                    if (both.getT1().size() >= MOST) {
                        throw new Problem(
                                Problem.Type.QUEUE_FULL,
                                "there are " + MOST + " subscriptions already; delete those that nobody needs");
                    }
                    var subscription = new EventSubscription(
                            id, 0, write.at(), write.actor().name(), terms, Position.of(both.getT2()), "");
                    return subscriptions.put(subscription, terms.url(), write);
                })
                .flatMap(version -> answer(201, id))
                .map(answer -> answer.with("Location", Router.BASE + ALL + "/" + id));
    }

    private Mono<ApiResponse> put(ApiRequest request) {
        var condition = Precondition.of(request);
        var write = parts.write(request.actor());
        return subscriptions
                .get(request.at("id"))
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> unknown(request)))
                .flatMap(before -> {
                    condition.check(before.version());
                    var terms = SubscriptionBody.read(request, judge, before.terms());
                    var next = before.with(terms, write.at(), write.actor().name());
                    return subscriptions.put(next, terms.enabled() ? "enabled" : "disabled", write);
                })
                .flatMap(version -> version == 0
                        ? Mono.error(SubscriptionsResource::changedMeanwhile)
                        : answer(200, request.at("id")));
    }

    private Mono<ApiResponse> remove(ApiRequest request) {
        var condition = Precondition.of(request);
        return subscriptions
                .get(request.at("id"))
                .publishOn(work)
                .switchIfEmpty(Mono.error(() -> unknown(request)))
                .flatMap(before -> {
                    condition.check(before.version());
                    return subscriptions.remove(before, parts.write(request.actor()));
                })
                .flatMap(version -> version == 0
                        ? Mono.error(SubscriptionsResource::changedMeanwhile)
                        : Mono.just(ApiResponse.noContent()));
    }
}
