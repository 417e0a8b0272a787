package org.reactiveacs.main;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens without anybody calling: every partition is looked at once a second for what has run out of time, and once
 * an hour the schemas that nothing uses any more are dropped.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration COLLECTION = Duration.ofHours(1);

    private final Disposable rounds;
    private final Disposable collections;

    Upkeep(Store store, InstantSource clock, Consumer<Instant> sweep) {
        rounds = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(
                        tick -> {
                            var now = Instant.ofEpochMilli(clock.millis());
                            sweep.accept(now);
                            return round(store, now);
                        },
                        1)
                .subscribe();
        collections = Flux.interval(COLLECTION)
                .onBackpressureDrop()
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

    private static Mono<Void> round(Store store, Instant now) {
        return Flux.range(0, Partitions.COUNT)
                .concatMap(partition -> store.sessions().expire(partition, now))
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
