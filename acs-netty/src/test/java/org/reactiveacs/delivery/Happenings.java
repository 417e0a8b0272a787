package org.reactiveacs.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Registration;
import org.reactiveacs.feed.Position;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Report;
import org.reactiveacs.subscription.Subscriptions;
import org.reactiveacs.subscription.Terms;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** What tests have happen in a store, and whom they have told of it. */
record Happenings(Store store) {

    private static final AtomicLong NUMBERS = new AtomicLong();
    static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    static Write write() {
        return new Write("write-" + NUMBERS.incrementAndGet(), Actor.operator("tester"), NOW);
    }

    Subscriptions subscriptions() {
        return new Subscriptions(store);
    }

    /** Somebody subscribes, from now on. */
    EventSubscription subscribe(String id, Terms terms) {
        var newest = Objects.requireNonNull(store.outbox()
                .newest(IntStream.range(0, Partitions.COUNT).boxed().toList())
                .block());
        var subscription = new EventSubscription(id, 0, NOW, "tester", terms, Position.of(newest), "");
        subscriptions().put(subscription, "", write()).block();
        return stored(id);
    }

    EventSubscription stored(String id) {
        return Objects.requireNonNull(subscriptions().get(id).block());
    }

    static Terms to(String url, DomainEvent.Type... types) {
        return new Terms("", url, Set.of(types), "", "", true);
    }

    /** Events of so many devices, so many of each; of one device in the order of their tags. */
    void changes(int devices, int each) {
        changes("d", devices, 0, each);
    }

    void changes(String stem, int devices, int from, int to) {
        Flux.range(0, devices)
                .flatMap(
                        device -> Flux.range(from, to - from)
                                .concatMap(i -> store.devices()
                                        .change(
                                                DeviceId.of("00D09E-" + stem + device),
                                                List.of(
                                                        new DeviceStore.Change.Register(),
                                                        new DeviceStore.Change.SetVariable(
                                                                "n",
                                                                new Registration.Variable(Integer.toString(i), false))),
                                                write())),
                        32)
                .blockLast(Duration.ofSeconds(60));
    }

    Report report(String id) {
        return Objects.requireNonNull(subscriptions().reports(id).block()).values().stream()
                .reduce(Report.NONE, Report::and);
    }

    /** So many events of one device at once, in no order. */
    void many(int count) {
        var device = DeviceId.of("00D09E-many");
        Flux.range(0, count)
                .flatMap(
                        i -> store.devices()
                                .change(
                                        device,
                                        List.of(
                                                new DeviceStore.Change.Register(),
                                                new DeviceStore.Change.Tag("t" + i % 2)),
                                        write()),
                        256)
                .blockLast(Duration.ofSeconds(60));
    }

    /** The numbers of each device's events, in the order in which they came. */
    static Map<String, List<Long>> numbers(List<JsonNode> events) {
        Map<String, List<Long>> numbers = new HashMap<>();
        for (var event : events) {
            var id = event.get("id").asString();
            numbers.computeIfAbsent(event.path("device").asString(""), device -> new ArrayList<>())
                    .add(Long.valueOf(id.substring(id.indexOf('-') + 1)));
        }
        return numbers;
    }
}
