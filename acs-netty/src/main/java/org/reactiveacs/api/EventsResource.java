package org.reactiveacs.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.feed.EventChoice;
import org.reactiveacs.feed.EventJson;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.feed.Position;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.filter.FilterSyntaxException;
import reactor.core.publisher.Mono;

/** What happens to devices, as it happens. */
final class EventsResource {
    private static final String LAST = "Last-Event-ID";

    private final EventStreams streams;

    EventsResource(EventStreams streams) {
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(new Route(
                "GET",
                "/events",
                Set.of("after", "type", "device", "filter"),
                ApiResponse.EVENTS,
                Set.of(),
                this::stream));
    }

    private Mono<ApiResponse> stream(ApiRequest request) {
        var query = request.query();
        var device = query.get("device");
        var filter = query.get("filter", "");
        check(streams.judge(), filter);
        var choice =
                new EventChoice(types(query.get("type", "")), device == null ? null : DeviceIds.of(device), filter);
        var after = after(request);
        if (streams.isEnding()) {
            throw new Problem(Problem.Type.UNAVAILABLE, "this node stops; follow events at another")
                    .withHeader("Retry-After", "1");
        }
        if (streams.isFull()) {
            throw new Problem(Problem.Type.UNAVAILABLE, "too many clients follow events already")
                    .withHeader("Retry-After", "10");
        }
        return Mono.just(ApiResponse.streamed(ApiResponse.EVENTS, streams.stream(after, choice)));
    }

    /** A client that goes on says where in a header; what stands in the URL was true when it began. */
    private static @Nullable Position after(ApiRequest request) {
        var header = request.header(LAST);
        var id = header == null || header.isBlank() ? request.query().get("after") : header.strip();
        if (id == null) {
            return null;
        }
        try {
            return Position.parse(id);
        } catch (IllegalArgumentException e) {
            throw Problem.parameter("after", "'after' and " + LAST + " are an event's id: " + e.getMessage());
        }
    }

    private static Set<DomainEvent.Type> types(String text) {
        Set<DomainEvent.Type> types = EnumSet.noneOf(DomainEvent.Type.class);
        if (!text.isBlank()) {
            for (var name : text.split(",", -1)) {
                try {
                    types.add(EventJson.type(name));
                } catch (IllegalArgumentException e) {
                    throw Problem.parameter("type", String.valueOf(e.getMessage()));
                }
            }
        }
        return types;
    }

    private static void check(EventJudge judge, String filter) {
        try {
            judge.filter(filter);
        } catch (FilterSyntaxException e) {
            throw new Problem(Problem.Type.INVALID_FILTER, String.valueOf(e.getMessage()))
                    .with("parameter", "filter")
                    .with("position", e.position());
        }
    }
}
