package org.reactiveacs.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.capture.CaptureOrder;
import org.reactiveacs.capture.CapturedMessage;
import org.reactiveacs.capture.Captures;
import org.reactiveacs.capture.Captures.Standing;
import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** Captures what a device and this server say to each other, for a while, and shows it. */
final class CaptureResource {
    private static final String ONE = "/devices/{id}/capture";
    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_SHOWN = 1000;

    private final ApiParts parts;
    private final Scheduler work;
    private final Captures captures;

    CaptureResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.captures = new Captures(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/captures", Set.of(), this::list),
                Route.of("POST", ONE, Set.of(), this::order),
                Route.of("GET", ONE, Set.of("after", "limit"), this::show),
                Route.of("DELETE", ONE, Set.of(), this::forget));
    }

    private Mono<ApiResponse> order(ApiRequest request) {
        var id = DeviceIds.of(request);
        var json = JsonBody.object(request.body());
        var text = JsonBody.text(json, "for", "");
        JsonBody.allow(json, Set.of("for"));
        var length = length(text);
        return parts.store()
                .devices()
                .find(id)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)))
                .then(captures.all())
                .publishOn(work)
                .flatMap(all -> {
                    checkRoom(all, id);
                    return ordered(id, length, request, all);
                });
    }

    private Duration length(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        var length = Times.duration(text);
        var longest = parts.settings().captured().longest();
        if (length == null || length.compareTo(SHORTEST) < 0 || length.compareTo(longest) > 0) {
            throw Problem.body(
                    "/for", "'for' is how long, from 1s to " + longest + ", as 15m or PT15M, not '" + text + "'");
        }
        return length;
    }

    /** Each takes room in the store and time of every request of a session that is not known yet. */
    private void checkRoom(List<Standing> all, DeviceId id) {
        long others = all.stream()
                .map(Standing::order)
                .filter(order -> order.isActive(parts.now()) && !order.device().equals(id))
                .count();
        if (others >= parts.settings().captured().devices()) {
            throw new Problem(Problem.Type.QUEUE_FULL, others + " devices are captured already")
                    .withHeader("Retry-After", "60");
        }
    }

    private Mono<ApiResponse> ordered(DeviceId id, Duration length, ApiRequest request, List<Standing> all) {
        long before = all.stream()
                .filter(standing -> standing.order().device().equals(id))
                .mapToLong(Standing::version)
                .findFirst()
                .orElse(0);
        var order = new CaptureOrder(
                id, request.actor().name(), parts.now(), parts.now().plus(length));
        return captures.order(order, before, parts.write(request.actor()))
                .publishOn(work)
                .map(version -> {
                    if (version == 0) {
                        throw changedMeanwhile(id);
                    }
                    return ApiResponse.json(before == 0 ? 201 : 200, view(order));
                });
    }

    private Problem changedMeanwhile(DeviceId id) {
        return new Problem(Problem.Type.CONFLICT, "somebody else has just ordered another capture of " + id);
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        return captures.all().publishOn(work).map(all -> {
            var orders = all.stream()
                    .map(Standing::order)
                    .sorted(Comparator.comparing(CaptureOrder::at))
                    .toList();
            return ApiResponse.ok(Json.page(orders, this::view, null));
        });
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        var id = DeviceIds.of(request);
        var after = request.query().get("after", "");
        int limit = (int) request.query().number("limit", 1, MOST_SHOWN, MOST_SHOWN);
        return captures.find(id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("nothing is captured of device " + id)))
                .zipWith(captures.messages(id, after))
                .publishOn(work)
                .map(found -> {
                    var messages = found.getT2();
                    var shown = messages.entrySet().stream().limit(limit).toList();
                    String next = messages.size() > limit ? shown.get(limit - 1).getKey() : null;
                    ObjectNode view = view(found.getT1().order());
                    view.setAll(Json.page(shown, CaptureResource::view, next));
                    return ApiResponse.ok(view);
                });
    }

    private Mono<ApiResponse> forget(ApiRequest request) {
        var id = DeviceIds.of(request);
        return captures.find(id)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("nothing is captured of device " + id)))
                .flatMap(standing -> captures.forget(standing, parts.write(request.actor())))
                .publishOn(work)
                .map(version -> {
                    if (version == 0) {
                        throw changedMeanwhile(id);
                    }
                    return ApiResponse.noContent();
                });
    }

    private ObjectNode view(CaptureOrder order) {
        Instant now = parts.now();
        return Json.object()
                .put("device", order.device().value())
                .put("orderedBy", order.by())
                .put("orderedAt", order.at().toString())
                .put("until", order.until().toString())
                .put("state", order.isActive(now) ? "active" : "ended");
    }

    private static ObjectNode view(Map.Entry<String, CapturedMessage> named) {
        var message = named.getValue();
        var view = Json.object()
                .put("id", named.getKey())
                .put("at", message.at().toString())
                .put("node", message.node())
                .put("peer", message.peer())
                .put(
                        "direction",
                        message.direction().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (message.status() != 0) {
            view.put("status", message.status());
        }
        return view.put("bytes", message.bytes()).put("cut", message.isCut()).put("body", message.body());
    }
}
