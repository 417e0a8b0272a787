package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.feed.Entry;
import org.reactiveacs.feed.EventFeed;
import org.reactiveacs.feed.FeedListener;
import org.reactiveacs.feed.Position;
import org.reactiveacs.feed.Told;
import org.reactiveacs.port.DomainEvent;
import reactor.core.publisher.Flux;

/** What every store must do about the events that others follow: the part of {@link StoreContract} that tells of them. */
public abstract class OutboxContract extends StoreSteps {

    private static final DeviceId WATCHED = DeviceId.of("00D09E-1");
    private static final EventFeed.Settings SETTINGS =
            new EventFeed.Settings(20_000, 256, Duration.ofMillis(20), Duration.ofSeconds(5));

    /** The device visits, and so many things go wrong. */
    private void faults(String serial, int from, int count) {
        var arrival = anArrival().of("00D09E", serial).build();
        open(arrival);
        var events = IntStream.range(from, from + count)
                .mapToObj(i ->
                        new DomainEvent(DomainEvent.Type.FAULT, arrival.device(), T0, Map.of("n", Integer.toString(i))))
                .toList();
        commit(arrival, 0, null, new Commit.Changes(null, null, List.of(), Set.of(), null, events));
    }

    private Outbox.Slice read(long after, int limit) {
        return Objects.requireNonNull(
                store().outbox().read(Partitions.of(WATCHED), after, limit).block());
    }

    private long newest() {
        var partition = Partitions.of(WATCHED);
        var newest = Objects.requireNonNull(
                store().outbox().newest(List.of(partition)).block());
        return Objects.requireNonNull(newest.get(partition));
    }

    private Position now() {
        return Position.of(Objects.requireNonNull(store().outbox()
                .newest(IntStream.range(0, Partitions.COUNT).boxed().toList())
                .block()));
    }

    private static List<String> numbers(List<Store.Recorded> events) {
        return events.stream()
                .filter(recorded -> recorded.event().type() == DomainEvent.Type.FAULT)
                .map(recorded -> recorded.event().detail().getOrDefault("n", ""))
                .toList();
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void eventsAreReadSomeAtATimeInTheirOrder() {
        faults("1", 0, 10);

        var first = read(0, 4);
        var second = read(first.events().get(3).number(), 100);

        assertThat(first.oldest()).isEqualTo(1);
        assertThat(first.newest()).isEqualTo(newest()).isEqualTo(11);
        var all = new ArrayList<>(first.events());
        all.addAll(second.events());
        assertThat(numbers(all)).isEqualTo(numbered(0, 10));
        assertThat(read(first.newest(), 100).events()).isEmpty();
    }

    @Test
    void aPartitionInWhichNothingHappenedHasNothing() {
        var slice = read(0, 100);

        assertThat(slice).isEqualTo(new Outbox.Slice(1, 0, List.of()));
        assertThat(newest()).isZero();
    }

    @Test
    void theOldestEventsGoAndItIsSeenThatTheyAreGone() {
        for (int i = 0; i < 5; i++) {
            faults("1", i * 1000, 1000);
        }

        var slice = read(10, 10);

        assertThat(slice.newest()).isEqualTo(5001);
        assertThat(slice.oldest()).isEqualTo(5001 - Outbox.KEPT + 1);
        assertThat(slice.events().get(0).number()).isEqualTo(slice.oldest());
        assertThat(read(slice.newest() - 3, 100).events()).hasSize(3);
    }

    @Test
    void whoHasReadWhatTheStoreHasLostSeesThatItCountsOnFromBefore() {
        faults("1", 0, 3);

        var slice = read(50, 10);

        assertThat(slice.newest()).isEqualTo(4);
        assertThat(slice.events()).isEmpty();
        assertThat(Told.of(7, 50, slice)).containsExactly(new Told.Gap(7, 50, 4, Told.Gap.Reason.SET_BACK));
    }

    private EventFeed feed() {
        return new EventFeed(store().outbox(), SETTINGS);
    }

    private static FeedListener listener(EventFeed feed, @Nullable Position after) {
        return new FeedListener(feed, after);
    }

    private static List<String> faultsOf(String serial, List<Entry> entries) {
        return entries.stream()
                .map(Entry::told)
                .filter(told -> told instanceof Told.Happened happened
                        && happened.event().device().value().equals("00D09E-" + serial)
                        && happened.event().type() == DomainEvent.Type.FAULT)
                .map(told -> ((Told.Happened) told).event().detail().getOrDefault("n", ""))
                .toList();
    }

    @Test
    void whoFollowsIsToldWhatHappensEverywhereAndOfEachDeviceInOrder() {
        int devices = 40;
        try (var feed = feed();
                var listener = listener(feed, null)) {
            listener.awaitBeginning();

            Flux.range(0, devices)
                    .flatMap(
                            i -> Flux.just(0, 10)
                                    .concatMap(from -> reactor.core.publisher.Mono.fromRunnable(
                                                    () -> faults("f" + i, from, 10))
                                            .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic())),
                            8)
                    .blockLast();

            var entries = listener.await(devices * 21);
            for (int i = 0; i < devices; i++) {
                assertThat(faultsOf("f" + i, entries)).isEqualTo(numbered(0, 20));
            }
        }
    }

    @Test
    void fromEachEventWhoeverFollowsGoesOnElsewhereWithExactlyWhatComesNext() {
        var before = now();
        faults("1", 0, 5);
        faults("2", 0, 5);
        List<Entry> entries;
        try (var feed = feed();
                var listener = listener(feed, before)) {
            entries = listener.await(12);
        }

        for (int i = 0; i < entries.size(); i++) {
            var position = Position.parse(entries.get(i).position());
            try (var feed = feed();
                    var listener = listener(feed, position)) {
                listener.awaitBeginning();
                var rest = listener.await(entries.size() - 1 - i);

                assertThat(told(rest)).containsExactlyInAnyOrderElementsOf(told(entries.subList(i + 1, 12)));
            }
        }
    }

    private static List<Told> told(List<Entry> entries) {
        return entries.stream().map(Entry::told).toList();
    }

    @Test
    void whatIsMissedAndWhatHappensMeanwhileComesOnceAndInOrder() {
        var before = now();
        faults("1", 0, 500);
        try (var feed = feed();
                var other = listener(feed, null)) {
            other.awaitBeginning();
            try (var listener = listener(feed, before)) {
                faults("1", 500, 300);
                faults("1", 800, 200);

                var entries = listener.await(1001);

                assertThat(faultsOf("1", entries)).isEqualTo(numbered(0, 1000));
                assertThat(faultsOf("1", other.await(500))).isEqualTo(numbered(500, 1000));
            }
        }
    }

    @Test
    void whoComesTooLateIsToldThatThereIsAGap() {
        faults("1", 0, 1);
        var before = now();
        for (int i = 0; i < 5; i++) {
            faults("1", i * 1000, 1000);
        }

        try (var feed = feed();
                var listener = listener(feed, before)) {
            var entries = listener.await(1 + Outbox.KEPT);

            assertThat(entries.get(0).told())
                    .isEqualTo(new Told.Gap(Partitions.of(WATCHED), 2, 5002 - Outbox.KEPT, Told.Gap.Reason.TRIMMED));
            assertThat(faultsOf("1", entries)).isEqualTo(numbered(5000 - Outbox.KEPT, 5000));
        }
    }

    @Test
    void whoIsAheadOfTheStoreIsToldSoAndGoesOn() {
        faults("1", 0, 1);
        var numbers = new HashMap<Integer, Long>();
        numbers.put(Partitions.of(WATCHED), 100L);

        try (var feed = feed();
                var listener = listener(feed, Position.of(numbers))) {
            assertThat(listener.await(1).get(0).told())
                    .isEqualTo(new Told.Gap(Partitions.of(WATCHED), 100, 2, Told.Gap.Reason.SET_BACK));

            faults("1", 1, 2);

            assertThat(faultsOf("1", listener.await(3))).isEqualTo(numbered(1, 3));
        }
    }
}
