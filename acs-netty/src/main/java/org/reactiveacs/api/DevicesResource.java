package org.reactiveacs.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.FilterSyntaxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** The fleet: searches. */
final class DevicesResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_FIELDS = 100;
    private static final int TREES_AT_ONCE = 8;
    private static final Map<String, DeviceQuery.Sort> SORTS = new TreeMap<>(Map.of(
            "id", DeviceQuery.Sort.ID,
            "lastInform", DeviceQuery.Sort.LAST_INFORM,
            "serialNumber", DeviceQuery.Sort.SERIAL_NUMBER,
            "softwareVersion", DeviceQuery.Sort.SOFTWARE_VERSION));

    private final ApiParts parts;
    private final Scheduler work;
    private final DeviceView view;

    DevicesResource(ApiParts parts, Scheduler work) {
        this.work = work;
        this.parts = parts;
        this.view = new DeviceView(parts.scheme());
    }

    List<Route> routes() {
        return List.of(Route.of(
                "GET", "/devices", Set.of("filter", "limit", "cursor", "sort", "fields", "count"), this::search));
    }

    private Mono<ApiResponse> search(ApiRequest request) {
        var query = query(request.query());
        var fields = fields(request.query().get("fields", ""));
        // A search that is cancelled would be interrupted at the store's file: what was begun runs to its end.
        return Mono.fromFuture(() -> parts.store().devices().search(query).toFuture(), true)
                .publishOn(work)
                .flatMap(page -> Flux.fromIterable(page.items())
                        .flatMapSequential(device -> item(device, fields), TREES_AT_ONCE)
                        .collectList()
                        .map(items -> {
                            var json = Json.page(items, item -> item, page.next());
                            if (page.count() != null) {
                                json.put("count", page.count());
                            }
                            return ApiResponse.ok(json);
                        }));
    }

    private Mono<ObjectNode> item(KnownDevice device, List<String> fields) {
        var json = view.of(device);
        if (fields.isEmpty()) {
            return Mono.just(json);
        }
        return parts.store().tree(device.id()).publishOn(work).map(tree -> {
            var merged = new MergedTree(device, tree);
            var parameters = json.putObject("parameters");
            for (var field : fields) {
                var path = path(field, device);
                var parameter = path == null ? null : merged.get(path);
                var value = parameter == null ? null : ParameterView.value(parameter);
                if (value != null) {
                    parameters.put(field, value);
                }
            }
            return json;
        });
    }

    /** A field that is a name means another path at each device, or none. */
    private @Nullable String path(String field, KnownDevice device) {
        if (!PathNames.isName(field)) {
            return field;
        }
        var head = device.head();
        return head == null ? null : parts.names().path(field, head);
    }

    private DeviceQuery query(Query query) {
        var sort = query.get("sort", "id");
        boolean descending = sort.startsWith("-");
        var by = SORTS.get(descending ? sort.substring(1) : sort);
        if (by == null) {
            throw Problem.parameter(
                    "sort",
                    "'sort' is one of " + String.join(", ", SORTS.keySet())
                            + ", with a '-' before it for the other way");
        }
        var count = query.get("count");
        if (count != null && !count.equals("exact") && !count.equals("estimate")) {
            throw Problem.parameter("count", "'count' is exact or estimate, not '" + count + "'");
        }
        return new DeviceQuery(
                DeviceId.DEFAULT_TENANT,
                filter(query.get("filter", "")),
                by,
                descending,
                (int) query.number("limit", 1, DeviceQuery.MAX_LIMIT, DEFAULT_LIMIT),
                query.get("cursor"),
                count != null);
    }

    private DeviceFilter filter(String text) {
        try {
            return FilterParser.parse(text, parts.now(), parts.names());
        } catch (FilterSyntaxException e) {
            throw new Problem(Problem.Type.INVALID_FILTER, String.valueOf(e.getMessage()))
                    .with("parameter", "filter")
                    .with("position", e.position());
        }
    }

    private List<String> fields(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        var fields =
                Arrays.stream(text.split(",", -1)).map(String::strip).distinct().toList();
        for (var field : fields) {
            if (field.isEmpty() || field.endsWith(".")) {
                throw Problem.parameter("fields", "'fields' is a list of parameters' paths; '" + field + "' is none");
            }
            if (PathNames.isName(field) && !parts.names().knows(field)) {
                throw Problem.parameter("fields", "'fields': " + PathNames.unknown(field));
            }
        }
        if (fields.size() > MAX_FIELDS) {
            throw Problem.parameter("fields", "'fields' has at most " + MAX_FIELDS + " paths");
        }
        return fields;
    }
}
