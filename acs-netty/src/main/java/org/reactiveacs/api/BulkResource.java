package org.reactiveacs.api;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.reactiveacs.bulk.BulkProgress;
import org.reactiveacs.bulk.BulkRequest;
import org.reactiveacs.bulk.BulkRequest.State;
import org.reactiveacs.bulk.BulkRequests;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.FilterSyntaxException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Connection requests to all devices that match a filter, and how far they are. */
final class BulkResource {
    private static final String ALL = "/connection-requests";
    private static final String ONE = ALL + "/{requestId}";
    /** Each is looked at once a second by every node. */
    private static final int MOST_RUNNING = 16;

    private static final int MOST_LISTED = 100;

    private final ApiParts parts;
    private final Scheduler work;
    private final BulkRequests orders;

    BulkResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.orders = new BulkRequests(parts.store().documents());
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ALL, Set.of(), this::order),
                Route.of("GET", ALL, Set.of(), this::list),
                Route.of("GET", ONE, Set.of(), this::show),
                Route.of("DELETE", ONE, Set.of(), this::stop));
    }

    private Mono<ApiResponse> order(ApiRequest request) {
        var json = JsonBody.object(request.body());
        var filter = JsonBody.text(json, "filter", "");
        JsonBody.allow(json, Set.of("filter"));
        if (filter == null) {
            throw Problem.body("/filter", "a filter is needed; an empty one means all devices");
        }
        var order = new BulkRequest(
                parts.ids().next(),
                DeviceId.DEFAULT_TENANT,
                checked(filter),
                request.actor().name(),
                parts.now(),
                State.RUNNING);
        return running()
                .publishOn(work)
                .flatMap(running -> {
                    if (running >= MOST_RUNNING) {
                        throw new Problem(
                                        Problem.Type.QUEUE_FULL,
                                        MOST_RUNNING + " bulk connection requests are under way already")
                                .withHeader("Retry-After", "60");
                    }
                    return orders.order(order);
                })
                .then(orders.progress(order))
                .publishOn(work)
                .map(progress ->
                        ApiResponse.json(202, view(progress)).with("Location", Router.BASE + ALL + "/" + order.id()));
    }

    private Mono<Long> running() {
        return orders.all()
                .flatMapIterable(all -> all)
                .filter(BulkRequest::isRunning)
                .concatMap(orders::progress)
                .filter(progress -> progress.state() == State.RUNNING)
                .count();
    }

    private String checked(String filter) {
        try {
            FilterParser.parse(filter, parts.now(), parts.names());
            return filter;
        } catch (FilterSyntaxException e) {
            throw new Problem(Problem.Type.INVALID_FILTER, String.valueOf(e.getMessage()))
                    .with("pointer", "/filter")
                    .with("position", e.position());
        }
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return orders.all()
                .flatMapIterable(BulkResource::newest)
                .concatMap(orders::progress)
                .collectList()
                .publishOn(work)
                .map(all -> ApiResponse.ok(Json.page(all, BulkResource::view, null)));
    }

    /** The newest of all, oldest first. */
    private static List<BulkRequest> newest(List<BulkRequest> all) {
        var sorted = all.stream().sorted(Comparator.comparing(BulkRequest::at)).toList();
        return sorted.subList(Math.max(0, sorted.size() - MOST_LISTED), sorted.size());
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        return orders.progress(request.at("requestId"))
                .publishOn(work)
                .map(progress -> ApiResponse.ok(view(progress)))
                .switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    private Mono<ApiResponse> stop(ApiRequest request) {
        return orders.stop(request.at("requestId"))
                .flatMap(orders::progress)
                .publishOn(work)
                .map(progress -> ApiResponse.ok(view(progress)))
                .switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    private static Problem unknown(ApiRequest request) {
        return Problem.notFound("no bulk connection request is called " + request.at("requestId"));
    }

    private static ObjectNode view(BulkProgress progress) {
        var order = progress.request();
        var sum = progress.sum();
        var view = Json.object()
                .put("id", order.id())
                .put("filter", order.filter())
                .put("orderedBy", order.by())
                .put("orderedAt", order.at().toString())
                .put("state", progress.state().name().toLowerCase(Locale.ROOT))
                .put("total", sum.total())
                .put("counted", sum.isFound())
                .put("reached", sum.reached());
        long failures =
                sum.failed().values().stream().mapToLong(Long::longValue).sum();
        var failed = view.putObject("failed");
        sum.failed().forEach(failed::put);
        return view.put("pending", sum.total() - sum.reached() - failures);
    }
}
