package org.reactiveacs.api;

import java.util.List;
import java.util.Set;
import org.reactiveacs.store.Store;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Who changed what. */
final class AuditResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final ApiParts parts;

    AuditResource(ApiParts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/audit", Set.of("after", "limit"), this::list));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        long after = request.query().number("after", 0, Long.MAX_VALUE - 1, 0);
        int limit = (int) request.query().number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        return parts.store().audit(after, limit).map(entries -> {
            var next = entries.size() < limit
                    ? null
                    : Long.toString(entries.get(entries.size() - 1).number());
            return ApiResponse.ok(Json.page(entries, AuditResource::view, next));
        });
    }

    private static ObjectNode view(Store.AuditEntry entry) {
        var device = entry.device();
        return Json.object()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("what", entry.what())
                .put("device", device == null ? null : device.value())
                .put("detail", entry.detail());
    }
}
