package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.Brought;
import org.reactiveacs.store.Takeover;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Devices that another server knew, with what it knew of them: some at a time, each for itself. */
final class ImportResource {
    /** With their parameters they are large: a body's limit comes first for most. */
    static final int MAX_DEVICES = 200;

    private static final int AT_ONCE = 16;

    private final ApiParts parts;
    private final Scheduler work;

    ImportResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", "/devices/import", Set.of("dryRun"), this::take)
                .takingMuch());
    }

    private Mono<ApiResponse> take(ApiRequest request) {
        boolean dry = request.query().flag("dryRun");
        var body = JsonBody.object(request.body());
        JsonBody.allow(body, Set.of("devices"));
        if (!(body.get("devices") instanceof ArrayNode devices) || devices.size() > MAX_DEVICES) {
            throw Problem.body("/devices", "'devices' is a list of at most " + MAX_DEVICES);
        }
        return Flux.fromIterable(devices)
                .flatMapSequential(device -> result(device, request, dry), AT_ONCE)
                .collectList()
                .publishOn(work)
                .map(results -> {
                    var answer = Json.object();
                    answer.putArray("results").addAll(results);
                    return ApiResponse.ok(answer);
                });
    }

    private Mono<ObjectNode> result(JsonNode device, ApiRequest request, boolean dry) {
        Brought brought;
        try {
            brought = BroughtBody.read(device, parts.scheme(), parts.now());
        } catch (Problem problem) {
            return Mono.just(view(null, "refused", String.valueOf(problem.getMessage()), false));
        }
        var id = brought.head().id().value();
        var takeover = dry ? judged(brought) : parts.store().devices().bring(brought, parts.write(request.actor()));
        return takeover.map(done -> view(id, outcome(done), null, done.hasCalled()));
    }

    /** What would be changed. */
    private Mono<Takeover> judged(Brought brought) {
        var id = brought.head().id();
        return parts.store()
                .devices()
                .find(id)
                .flatMap(known -> parts.store().tree(id).map(tree -> Takeover.of(known, tree, brought)))
                .defaultIfEmpty(Takeover.of(null, ParameterTree.EMPTY, brought));
    }

    private static String outcome(Takeover takeover) {
        return takeover.isNew() ? "created" : takeover.isNothing() ? "unchanged" : "changed";
    }

    private static ObjectNode view(@Nullable String id, String outcome, @Nullable String detail, boolean hasCalled) {
        var json = Json.object();
        json.put("device", id);
        json.put("outcome", outcome);
        json.put("detail", detail);
        json.put("hasCalled", hasCalled);
        return json;
    }
}
