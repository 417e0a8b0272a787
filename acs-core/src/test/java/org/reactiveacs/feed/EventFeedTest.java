package org.reactiveacs.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoreException;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** The feed on an outbox that does as it is told. */
class EventFeedTest {

    private static final EventFeed.Settings SETTINGS =
            new EventFeed.Settings(64, 16, Duration.ofMillis(5), Duration.ofMillis(50));

    /** An outbox in memory. */
    private static final class Memory implements Outbox {
        private final Map<Integer, Deque<Store.Recorded>> partitions = new ConcurrentHashMap<>();
        private final AtomicInteger looks = new AtomicInteger();
        private volatile boolean isBroken;

        synchronized void happens(int partition, int count) {
            var all = partitions.computeIfAbsent(partition, key -> new ArrayDeque<>());
            for (int i = 0; i < count; i++) {
                var event = new DomainEvent(
                        DomainEvent.Type.BOOT, DeviceId.of("00D09E-1"), java.time.Instant.EPOCH, Map.of());
                all.add(new Store.Recorded(all.isEmpty() ? 1 : all.getLast().number() + 1, event));
            }
        }

        @Override
        public Mono<Void> append(DomainEvent event) {
            return Mono.error(new UnsupportedOperationException("things happen by themselves here"));
        }

        @Override
        public Mono<Map<Integer, Long>> newest(Collection<Integer> asked) {
            return Mono.fromSupplier(() -> {
                looks.incrementAndGet();
                var newest = new HashMap<Integer, Long>();
                asked.forEach(partition -> newest.put(partition, newest(partition)));
                return newest;
            });
        }

        private synchronized long newest(int partition) {
            if (isBroken) {
                throw new StoreException("broken");
            }
            var all = partitions.get(partition);
            return all == null || all.isEmpty() ? 0 : all.getLast().number();
        }

        @Override
        public synchronized Mono<Slice> read(int partition, long after, int limit) {
            var all = partitions.getOrDefault(partition, new ArrayDeque<>());
            var events = all.stream()
                    .filter(recorded -> recorded.number() > after)
                    .limit(limit)
                    .toList();
            return Mono.just(new Slice(1, newest(partition), events));
        }
    }

    /** Asks for one portion at a time, when it is told to. */
    private static final class Reluctant extends BaseSubscriber<Portion> {
        final List<Portion> portions = new ArrayList<>();
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        protected synchronized void hookOnNext(Portion portion) {
            portions.add(portion);
        }

        synchronized int count() {
            return portions.size();
        }

        @Override
        protected void hookOnComplete() {
            ended.countDown();
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void whoDoesNotKeepUpIsToldSoAndKeepsNothingFromOthers() throws Exception {
        var outbox = new Memory();
        try (var feed = new EventFeed(outbox, SETTINGS);
                var quick = new FeedListener(feed, null)) {
            quick.awaitBeginning();
            var slow = new Reluctant();
            feed.after(null).subscribe(slow);
            await(() -> slow.count() == 1);
            outbox.happens(1, 5);
            quick.await(5);

            outbox.happens(1, 200);

            assertThat(quick.await(205)).hasSize(205);
            slow.request(Long.MAX_VALUE);
            assertThat(slow.ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(slow.portions.get(slow.portions.size() - 1)).isEqualTo(new Portion.End(Portion.End.Reason.SLOW));
            assertThat(slow.portions).as("no more than what was under way").hasSizeLessThan(5);
        }
    }

    @Test
    void whoWasSlowGoesOnFromWhereHeWas() {
        var outbox = new Memory();
        outbox.happens(1, 500);
        outbox.happens(2, 300);

        try (var feed = new EventFeed(outbox, SETTINGS);
                var listener = new FeedListener(feed, Position.of(Map.of(1, 100L)))) {
            assertThat(listener.await(700)).hasSize(700);
        }
    }

    @Test
    void whileNobodyListensTheStoreIsNotAsked() {
        var outbox = new Memory();
        try (var feed = new EventFeed(outbox, SETTINGS)) {
            var listener = new FeedListener(feed, null);
            listener.awaitBeginning();
            await(() -> outbox.looks.get() > 3);
            listener.close();
            await(() -> feed.listeners() == 0);

            int looks = outbox.looks.get();
            var elsewhere = new Memory();
            try (var other = new EventFeed(elsewhere, SETTINGS);
                    var busy = new FeedListener(other, null)) {
                busy.awaitBeginning();
                await(() -> elsewhere.looks.get() > 20);
            }
            assertThat(outbox.looks.get()).as("but one that was under way").isLessThanOrEqualTo(looks + 1);

            outbox.happens(1, 3);
            try (var last = new FeedListener(feed, null)) {
                last.awaitBeginning();
                outbox.happens(1, 1);
                assertThat(last.await(1)).hasSize(1);
            }
        }
    }

    @Test
    void whoHearsNothingForAWhileIsToldWhereHeStands() {
        var outbox = new Memory();
        outbox.happens(1, 3);
        try (var feed = new EventFeed(outbox, SETTINGS)) {
            var portions = feed.after(null).take(3).collectList().block(Duration.ofSeconds(20));

            var here = Position.of(Map.of(1, 3L)).text();
            assertThat(portions).containsOnly(new Portion.Some(List.of(), here));
        }
    }

    @Test
    void aNodeThatStopsTellsAll() {
        var outbox = new Memory();
        try (var feed = new EventFeed(outbox, SETTINGS);
                var listener = new FeedListener(feed, null)) {
            listener.awaitBeginning();

            feed.end();

            assertThat(listener.awaitEnd()).isEqualTo(Portion.End.Reason.STOPPING);
            try (var late = new FeedListener(feed, null)) {
                assertThat(late.awaitEnd()).isEqualTo(Portion.End.Reason.STOPPING);
            }
        }
    }

    @Test
    void aStoreThatDoesNotAnswerEndsWhoBeginsAndNotWhoFollows() {
        var outbox = new Memory();
        try (var feed = new EventFeed(outbox, SETTINGS);
                var listener = new FeedListener(feed, null)) {
            listener.awaitBeginning();
            outbox.isBroken = true;

            try (var late = new FeedListener(feed, Position.of(Map.of(1, 1L)))) {
                assertThat(late.awaitEnd()).isEqualTo(Portion.End.Reason.UNAVAILABLE);
            }
            outbox.isBroken = false;
            outbox.happens(1, 2);
            assertThat(listener.await(2)).hasSize(2);
        }
    }
}
