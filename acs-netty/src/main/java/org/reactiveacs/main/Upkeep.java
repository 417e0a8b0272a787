package org.reactiveacs.main;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens without anybody calling, in the partitions that this node holds: each is looked at once a second for what
 * has run out of time. Who holds the first also drops, once an hour, the schemas that nothing uses any more.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int AT_ONCE = 16;
    private static final Duration COLLECTION = Duration.ofHours(1);

    private final Disposable rounds;
    private final Disposable collections;

    Upkeep(Store store, Leases leases, InstantSource clock, Consumer<Instant> sweep) {
        rounds = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(
                        tick -> {
                            var now = Instant.ofEpochMilli(clock.millis());
                            sweep.accept(now);
                            return round(store, leases, now);
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

    private static Mono<Void> round(Store store, Leases leases, Instant now) {
        return Flux.fromIterable(leases.held())
                .filter(leases::holds)
                .flatMap(partition -> store.sessions().expire(partition, now), AT_ONCE)
                .reduce(0, Integer::sum)
                .doOnNext(ended -> {
                    if (ended > 0) {
                        LOG.info("sessions timed out count={}", ended);
                    }
                })
                .then()
                .onErrorResume(failure -> {
                    LOG.warn("upkeep failed reason=\"{}\"", failure.getMessage());
                    return Mono.empty();
                });
    }

    @Override
    public void close() {
        rounds.dispose();
        collections.dispose();
    }
}
