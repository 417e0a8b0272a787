package org.reactiveacs.main;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.main.config.SilenceConfig;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.reactiveacs.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the store look for silent devices in the partitions that this node holds. A node that has just started does not look
 * yet: it may be the first after a time in which no device could call.
 */
final class SilenceWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final Store store;
    private final Leases leases;
    private final SilenceRules rules;
    private final AcsMetrics metrics;
    private final Instant first;
    private final Disposable rounds;

    SilenceWatch(Store store, Leases leases, InstantSource clock, SilenceConfig config, AcsMetrics metrics) {
        this.metrics = metrics;
        this.store = store;
        this.leases = leases;
        this.rules = rules(config);
        this.first = clock.instant().plus(config.afterStart());
        this.rounds = Flux.interval(Duration.ZERO, ROUND)
                .onBackpressureDrop()
                .map(tick -> clock.instant())
                .filter(now -> !now.isBefore(first))
                .concatMap(this::round, 1)
                .subscribe();
    }

    static SilenceRules rules(SilenceConfig config) {
        return new SilenceRules(config.missed(), config.interval(), config.atLeast(), config.missedWhenLeaving());
    }

    /** One partition that cannot be looked at keeps none of the others waiting. */
    private Mono<Void> round(Instant now) {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        return Flux.fromIterable(leases.held())
                .filter(leases::holds)
                .flatMap(
                        partition -> store.sessions()
                                .silence(partition, now, rules)
                                .onErrorResume(failure -> {
                                    failures.add(failure);
                                    return Mono.empty();
                                }),
                        AT_ONCE)
                .reduce(Silenced.NONE, Silenced::and)
                .doOnNext(silenced -> {
                    if (silenced.fell() > 0) {
                        LOG.info("devices fell silent count={}", silenced.fell());
                    }
                    if (silenced.left() > 0) {
                        metrics.handOvers(HandOver.State.HANDED_OVER.word(), silenced.left());
                        LOG.info("devices handed over count={}", silenced.left());
                    }
                    var failure = failures.peek();
                    if (failure != null) {
                        LOG.warn(
                                "search for silent devices failed partitions={} reason=\"{}\"",
                                failures.size(),
                                failure.getMessage());
                    }
                })
                .then();
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}
