package org.reactiveacs.main;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens without anybody calling, in the partitions that this node holds: each is looked at once a second for what
 * has run out of time, and for records in an older format than is written now. Who holds the first also drops, once an hour, the schemas that nothing uses any more.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int AT_ONCE = 16;
    private static final Duration COLLECTION = Duration.ofHours(1);

    private final Disposable rounds;
    private final Disposable collections;

    private final Store store;
    private final Leases leases;
    private final Listeners listeners;
    private final AcsMetrics metrics;

    /**
     * Who is told.
     *
     * @param sweep of each round, with its time
     * @param timedOut of each session that ended
     */
    record Listeners(Consumer<Instant> sweep, Consumer<SessionKey> timedOut) {}

    Upkeep(Store store, Leases leases, InstantSource clock, Listeners listeners, AcsMetrics metrics) {
        this.store = store;
        this.leases = leases;
        this.listeners = listeners;
        this.metrics = metrics;
        rounds = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(
                        tick -> {
                            var now = Instant.ofEpochMilli(clock.millis());
                            listeners.sweep().accept(now);
                            return round(now);
                        },
                        1)
                .subscribe();
        collections = Flux.interval(COLLECTION)
                .onBackpressureDrop()
                .filter(tick -> leases.holds(0))
                .concatMap(tick -> collection(store), 1)
                .subscribe();
    }

    private static Mono<Integer> collection(Store store) {
        return store.collectSchemas()
                .doOnNext(gone -> LOG.debug("schemas collected count={}", gone))
                .onErrorResume(failure -> {
                    LOG.warn("collection of schemas failed reason=\"{}\"", failure.getMessage());
                    return Mono.empty();
                });
    }

    /** One partition that cannot be looked at keeps none of the others waiting. */
    private Mono<Void> round(Instant now) {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        return Flux.fromIterable(leases.held())
                .filter(leases::holds)
                .flatMap(
                        partition -> lookAt(partition, now).onErrorResume(failure -> {
                            failures.add(failure);
                            return Mono.empty();
                        }),
                        AT_ONCE)
                .reduce(0, Integer::sum)
                .doOnNext(ended -> {
                    if (ended > 0) {
                        metrics.sessionsSilent(ended);
                        LOG.info("sessions timed out count={}", ended);
                    }
                    var first = failures.peek();
                    if (first != null) {
                        LOG.warn("upkeep failed partitions={} reason=\"{}\"", failures.size(), first.getMessage());
                    }
                })
                .then();
    }

    /** How many sessions ended. */
    private Mono<Integer> lookAt(int partition, Instant now) {
        return store.sessions()
                .expire(partition, now, listeners.timedOut())
                .flatMap(ended -> store.renew(partition, now).thenReturn(ended));
    }

    @Override
    public void close() {
        rounds.dispose();
        collections.dispose();
    }
}
