package org.reactiveacs.main;

import java.time.Duration;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Store.PolicyStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tells how the devices in the partitions that this node holds stand with their policies. */
final class PolicyCensus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyCensus.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int AT_ONCE = 16;

    private final Store store;
    private final Leases leases;
    private final Disposable rounds;
    private volatile PolicyStates counted = PolicyStates.NONE;

    PolicyCensus(Store store, Leases leases, AcsMetrics metrics) {
        this.store = store;
        this.leases = leases;
        metrics.policyDevices("in-sync", () -> counted.inSync());
        metrics.policyDevices("pending", () -> counted.pending());
        metrics.policyDevices("conflict", () -> counted.conflict());
        this.rounds = Flux.interval(Duration.ZERO, ROUND)
                .onBackpressureDrop()
                .concatMap(tick -> round(), 1)
                .subscribe();
    }

    /** What cannot be counted now is told as it was at the last round. */
    private Mono<Void> round() {
        return Flux.fromIterable(leases.held())
                .filter(leases::holds)
                .flatMap(store::policies, AT_ONCE)
                .reduce(PolicyStates.NONE, PolicyStates::and)
                .doOnNext(all -> counted = all)
                .onErrorResume(failure -> {
                    LOG.warn("policies of devices not counted reason=\"{}\"", failure.getMessage());
                    return Mono.empty();
                })
                .then();
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}
