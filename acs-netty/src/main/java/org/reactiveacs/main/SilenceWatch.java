package org.reactiveacs.main;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.main.config.SilenceConfig;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has the store look for silent devices in the partitions that this node holds, and tells how many there are. A node that
 * has just started does not look yet: it may be the first after a time in which no device could call.
 */
final class SilenceWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final Store store;
    private final Leases leases;
    private final SilenceRules rules;
    private final Instant first;
    private final AtomicLong silent = new AtomicLong();
    private final Disposable rounds;

    SilenceWatch(Store store, Leases leases, InstantSource clock, SilenceConfig config, AcsMetrics metrics) {
        this.store = store;
        this.leases = leases;
        this.rules = rules(config);
        this.first = clock.instant().plus(config.afterStart());
        metrics.silentDevices(silent::get);
        this.rounds = Flux.interval(Duration.ZERO, ROUND)
                .onBackpressureDrop()
                .concatMap(tick -> round(clock.instant()), 1)
                .subscribe();
    }

    static SilenceRules rules(SilenceConfig config) {
        return new SilenceRules(config.missed(), config.interval(), config.atLeast());
    }

    /** How many are silent in a partition, and how many of these fell silent now. */
    private record Partition(int fell, long silent) {
        Partition and(Partition other) {
            return new Partition(fell + other.fell, silent + other.silent);
        }
    }

    /** One partition that cannot be looked at keeps none of the others waiting. */
    private Mono<Void> round(Instant now) {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        return Flux.fromIterable(leases.held())
                .filter(leases::holds)
                .flatMap(
                        partition -> look(partition, now).onErrorResume(failure -> {
                            failures.add(failure);
                            return Mono.empty();
                        }),
                        AT_ONCE)
                .reduce(new Partition(0, 0), Partition::and)
                .doOnNext(all -> {
                    silent.set(all.silent());
                    if (all.fell() > 0) {
                        LOG.info("devices fell silent count={}", all.fell());
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

    private Mono<Partition> look(int partition, Instant now) {
        var fell = now.isBefore(first) ? Mono.just(0) : store.sessions().silence(partition, now, rules);
        return fell.flatMap(count -> store.silent(partition).map(all -> new Partition(count, all)));
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}
