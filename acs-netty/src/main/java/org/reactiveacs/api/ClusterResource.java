package org.reactiveacs.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.reactiveacs.cluster.Member;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Formats;
import org.reactiveacs.store.Store;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The nodes that share the store, as this one sees them. */
final class ClusterResource {

    private final ApiParts parts;

    ClusterResource(ApiParts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/cluster", Set.of(), this::show),
                Route.of("POST", "/cluster/upgrade", Set.of(), this::finishUpgrade));
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        if (!parts.store().isReady()) {
            return Mono.just(ApiResponse.ok(view(null)));
        }
        return parts.store().counters().map(counters -> ApiResponse.ok(view(counters)));
    }

    private Mono<ApiResponse> finishUpgrade(ApiRequest request) {
        return parts.store().formats().raise(parts.write(request.actor())).map(ClusterResource::answer);
    }

    private static ApiResponse answer(Formats.Raised raised) {
        if (raised instanceof Formats.Raised.Done done) {
            return ApiResponse.ok(Json.object().put("from", done.from()).put("to", done.to()));
        }
        if (raised instanceof Formats.Raised.Held held) {
            throw new Problem(
                            Problem.Type.CONFLICT,
                            "these nodes read nothing newer than format " + held.written() + ": "
                                    + String.join(", ", held.nodes()) + "; upgrade or stop them first")
                    .with("nodes", held.nodes());
        }
        var state = ((Formats.Raised.Unsettled) raised).state();
        throw new Problem(
                Problem.Type.CONFLICT,
                "records of format " + state.oldest() + " are still being written anew in format " + state.written()
                        + "; try again when that is done");
    }

    private ObjectNode view(Store.@org.jspecify.annotations.Nullable Counters counters) {
        var membership = parts.membership();
        Map<String, Integer> held = new HashMap<>();
        int free = 0;
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            var holder = membership.leases().holder(partition);
            if (holder.isPresent()) {
                held.merge(holder.get().id(), 1, Integer::sum);
            } else {
                free++;
            }
        }
        var view = Json.object();
        var nodes = view.putArray("nodes");
        membership.members().forEach(member -> nodes.add(node(member, held.getOrDefault(member.id(), 0))));
        view.putObject("partitions").put("count", Partitions.COUNT).put("free", free);
        var format = parts.store().formats().state();
        view.putObject("format").put("written", format.written()).put("oldest", format.oldest());
        var store = view.putObject("store");
        store.put("ready", parts.store().isReady());
        store.put("shared", parts.store().isShared());
        membership.trouble().ifPresent(trouble -> store.put("trouble", trouble));
        if (counters != null) {
            store.put("devices", counters.devices())
                    .put("called", counters.called())
                    .put("devicesSilent", counters.devicesSilent())
                    .put("tasksOpen", counters.tasksOpen())
                    .put("sessionsOpen", counters.sessionsOpen());
        }
        return view;
    }

    private ObjectNode node(Member member, int partitions) {
        var self = parts.membership().self();
        return Json.object()
                .put("id", member.id())
                .put("name", member.name())
                .put("version", member.version())
                .put("format", member.format())
                .put("started", member.started().toString())
                .put("self", member.id().equals(self.id()))
                .put("partitions", partitions)
                .put("sessions", member.sessions());
    }
}
