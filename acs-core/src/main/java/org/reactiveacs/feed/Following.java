package org.reactiveacs.feed;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Reads all partitions while somebody of this node follows them: asks now and then for the number of the newest event of each, and
 * reads those that have grown. So what following costs the store does not depend on how many follow.
 */
final class Following {

    static final List<Integer> ALL =
            IntStream.range(0, Partitions.COUNT).boxed().toList();

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final int READS_AT_ONCE = 16;

    private final Outbox outbox;
    private final EventFeed.Settings settings;
    private final Scheduler scheduler;
    private final Mono<Tail> tail;
    private final Disposable rounds;
    private boolean isFailing;

    Following(Outbox outbox, EventFeed.Settings settings, Scheduler scheduler) {
        this.outbox = outbox;
        this.settings = settings;
        this.scheduler = scheduler;
        this.tail = outbox.newest(ALL)
                .publishOn(scheduler)
                .map(newest -> new Tail(settings.kept(), Position.of(newest).numbers()))
                // One that failed is tried again by whoever asks next.
                .cacheInvalidateIf(tail -> false);
        this.rounds = Flux.interval(settings.poll(), scheduler)
                .onBackpressureDrop()
                .concatMap(tick -> tail.flatMap(this::round).onErrorResume(this::waits), 1)
                .subscribe();
    }

    /** What was read last; empty of events at first. */
    Mono<Tail> tail() {
        return tail;
    }

    private Mono<Void> round(Tail tail) {
        return outbox.newest(ALL)
                .publishOn(scheduler)
                .flatMapIterable(Map::entrySet)
                .filter(newest -> newest.getValue() != tail.number(newest.getKey()))
                .flatMap(newest -> read(tail, newest.getKey()), READS_AT_ONCE)
                .then()
                .doOnSuccess(went -> isFailing = false);
    }

    private Mono<Void> read(Tail tail, int partition) {
        long after = tail.number(partition);
        return outbox.read(partition, after, settings.portion())
                .publishOn(scheduler)
                .flatMap(slice -> {
                    tail.append(Told.of(partition, after, slice));
                    return slice.events().size() < settings.portion() ? Mono.empty() : read(tail, partition);
                });
    }

    /** The next round tries again. */
    private Mono<Void> waits(Throwable failure) {
        if (!isFailing) {
            LOG.warn("events not read reason=\"{}\"", failure.getMessage());
        }
        isFailing = true;
        return Mono.empty();
    }

    void end() {
        rounds.dispose();
    }
}
