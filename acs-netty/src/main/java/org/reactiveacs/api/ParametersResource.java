package org.reactiveacs.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.PathNames;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** A device's parameters as they were last read. */
final class ParametersResource {
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 5000;

    private final ApiParts parts;
    private final Scheduler work;

    ParametersResource(ApiParts parts, Scheduler work) {
        this.work = work;
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/devices/{id}/parameters", Set.of("path", "limit", "cursor", "objects"), this::list));
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        var id = DeviceIds.of(request);
        var query = request.query();
        var asked = new Asked(
                query.get("path", ""),
                (int) query.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT),
                after(query.get("cursor")),
                query.flag("objects"));
        return parts.store()
                .devices()
                .find(id)
                .flatMap(device -> parts.store()
                        .tree(id)
                        .publishOn(work)
                        .map(tree -> page(device, tree, asked.at(path(asked.path(), device)))))
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    /**
     * What a client wants to see.
     *
     * @param path a parameter, a name for one, or an object with or without its dot; empty for all
     * @param after the last path of the page before, null at the start
     */
    private record Asked(String path, int limit, @Nullable String after, boolean objects) {
        Asked at(String other) {
            return new Asked(other, limit, after, objects);
        }

        boolean wants(Parameter parameter) {
            boolean below = path.isEmpty()
                    || parameter.path().equals(path)
                    || parameter.path().startsWith(path.endsWith(".") ? path : path + ".");
            return below && (objects || !parameter.isObject());
        }
    }

    /** The path that is meant at the device. */
    private String path(String text, KnownDevice device) {
        if (!PathNames.isName(text)) {
            return text;
        }
        var head = device.head();
        if (head == null) {
            throw Problem.parameter(
                    "path", "what '" + text + "' stands for shows when the device has called: give a path until then");
        }
        var names = parts.names();
        var path = names.path(text, head);
        if (path == null) {
            throw Problem.parameter("path", String.valueOf(names.problem(text, head)));
        }
        return path;
    }

    private static ApiResponse page(KnownDevice device, ParameterTree tree, Asked asked) {
        var merged = new MergedTree(device, tree);
        var found = new ArrayList<Parameter>();
        for (var parameter : merged.after(asked.after())) {
            if (asked.wants(parameter)) {
                found.add(parameter);
                if (found.size() > asked.limit()) {
                    break;
                }
            }
        }
        boolean more = found.size() > asked.limit();
        var shown = more ? found.subList(0, asked.limit()) : found;
        var next = more ? cursor(shown.get(shown.size() - 1).path()) : null;
        return ApiResponse.ok(
                Json.page(shown, parameter -> ParameterView.of(parameter, merged.isStale(parameter)), next));
    }

    private static String cursor(String path) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(path.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.parameter("cursor", "'" + cursor + "' is no cursor that a page gave");
        }
    }
}
