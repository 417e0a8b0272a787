package org.reactiveacs.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.anomaly.Acknowledgement;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.filter.DeviceFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What is wrong with devices and with the fleet. Silent devices, of which there may be many, come behind all others: they are found by a search, and
 * the cursor of that is the page's.
 */
final class AnomaliesResource {
    private static final int DEFAULT_LIMIT = 100;
    private static final String AMONG_SILENT = "silent:";

    private final ApiParts parts;
    private final Scheduler work;
    private final Anomalies anomalies;

    AnomaliesResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
        this.anomalies = new Anomalies(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("GET", "/anomalies", Set.of("kind", "device", "since", "limit", "cursor"), this::list),
                Route.of("POST", "/anomalies/{id}/acknowledge", Set.of(), this::acknowledge));
    }

    private record Choice(Set<AnomalyKind> kinds, @Nullable DeviceId device, Instant since, int limit, String cursor) {
        boolean has(Anomaly anomaly) {
            return kinds.contains(anomaly.kind()) && !anomaly.since().isBefore(since);
        }
    }

    private record Found(List<Anomaly> items, @Nullable String next) {}

    private Mono<ApiResponse> list(ApiRequest request) {
        var query = request.query();
        var device = query.get("device");
        var choice = new Choice(
                kinds(query.get("kind")),
                device == null ? null : DeviceIds.of(device),
                since(query.get("since")),
                (int) query.number("limit", 1, DeviceQuery.MAX_LIMIT, DEFAULT_LIMIT),
                query.get("cursor", ""));
        return found(choice)
                .zipWith(anomalies.acknowledgements())
                .publishOn(work)
                .map(both -> page(both.getT1(), both.getT2()));
    }

    private static ApiResponse page(Found found, Map<String, Acknowledgement> acknowledgements) {
        return ApiResponse.ok(
                Json.page(found.items(), anomaly -> AnomalyView.of(anomaly, acknowledgements), found.next()));
    }

    private static Set<AnomalyKind> kinds(@Nullable String text) {
        if (text == null) {
            return EnumSet.allOf(AnomalyKind.class);
        }
        var kinds = EnumSet.noneOf(AnomalyKind.class);
        for (var name : text.split(",", -1)) {
            kinds.add(kind(name.strip(), "kind"));
        }
        return kinds;
    }

    private static AnomalyKind kind(String name, String parameter) {
        try {
            return AnomalyKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problem.parameter(
                    parameter, "no kind of anomaly is called '" + name + "': " + Arrays.toString(AnomalyKind.values()));
        }
    }

    /** A duration counts back from now. */
    private Instant since(@Nullable String text) {
        if (text == null) {
            return Instant.EPOCH;
        }
        var ago = Times.duration(text);
        try {
            var instant =
                    ago == null ? Times.instant(text, parts.now()) : parts.now().minus(ago);
            if (instant != null) {
                return instant;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Told below, like what is no time at all.
        }
        throw Problem.parameter("since", "'since' is an instant, or how long ago, as 24h, not '" + text + "'");
    }

    private Mono<Found> found(Choice choice) {
        var device = choice.device();
        if (device != null) {
            return ofDevice(device, choice);
        }
        if (choice.cursor().startsWith(AMONG_SILENT)) {
            return silent(List.of(), choice.cursor().substring(AMONG_SILENT.length()), choice);
        }
        return anomalies.all().publishOn(work).flatMap(all -> {
            var rest = all.stream()
                    .filter(anomaly -> choice.has(anomaly) && anomaly.id().compareTo(choice.cursor()) > 0)
                    .toList();
            return rest.size() > choice.limit()
                    ? Mono.just(new Found(
                            rest.subList(0, choice.limit()),
                            rest.get(choice.limit() - 1).id()))
                    : silent(rest, null, choice);
        });
    }

    private Mono<Found> ofDevice(DeviceId device, Choice choice) {
        return parts.store()
                .devices()
                .find(device)
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(device)))
                .zipWith(anomalies.of(device), (known, kept) -> AnomalyView.with(kept, known))
                .map(all -> new Found(all.stream().filter(choice::has).toList(), null));
    }

    /** What is left of the page is for silent devices. */
    private Mono<Found> silent(List<Anomaly> others, @Nullable String cursor, Choice choice) {
        if (!choice.kinds().contains(AnomalyKind.SILENT)) {
            return Mono.just(new Found(others, null));
        }
        int room = choice.limit() - others.size();
        if (room == 0) {
            return Mono.just(new Found(others, AMONG_SILENT));
        }
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT,
                new DeviceFilter.Silent(true),
                DeviceQuery.Sort.ID,
                false,
                room,
                cursor == null || cursor.isEmpty() ? null : cursor,
                false);
        // A search that is cancelled would be interrupted at the store's file: what was begun runs to its end.
        return Mono.fromFuture(() -> parts.store().devices().search(query).toFuture(), true)
                .map(page -> {
                    var items = new ArrayList<>(others);
                    page.items().stream()
                            .map(AnomalyView::silence)
                            .filter(Objects::nonNull)
                            .filter(choice::has)
                            .forEach(items::add);
                    return new Found(items, page.next() == null ? null : AMONG_SILENT + page.next());
                });
    }

    private Mono<ApiResponse> acknowledge(ApiRequest request) {
        var text = request.at("id");
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw Problem.parameter("id", "an anomaly's id is KIND:DEVICE, not '" + text + "'");
        }
        var kind = kind(text.substring(0, colon), "id");
        if (kind == AnomalyKind.SILENT) {
            throw Problem.parameter("id", "that a device is silent cannot be acknowledged: it ends when it calls");
        }
        var device = DeviceIds.of(text.substring(colon + 1));
        var id = kind + ":" + device.value();
        return anomalies
                .of(device)
                .flatMapIterable(all -> all)
                .filter(anomaly -> anomaly.id().equals(id))
                .next()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("no anomaly " + id + " is open")))
                .flatMap(anomaly -> anomalies
                        .acknowledge(anomaly, parts.write(request.actor()))
                        .map(done -> {
                            if (!done) {
                                throw new Problem(
                                        Problem.Type.CONFLICT, "somebody else has just acknowledged or ended " + id);
                            }
                            return anomaly;
                        }))
                .zipWhen(anomaly -> anomalies.acknowledgements(List.of(anomaly)))
                .publishOn(work)
                .map(both -> ApiResponse.ok(AnomalyView.of(both.getT1(), both.getT2())));
    }
}
