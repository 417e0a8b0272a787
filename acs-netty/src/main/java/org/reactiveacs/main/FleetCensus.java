package org.reactiveacs.main;

import java.time.Duration;
import java.util.function.Supplier;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.metrics.FleetMetrics;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Store.PolicyStates;
import org.reactiveacs.store.Store.Population;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells of the devices in the partitions that this node holds, from counts that the store keeps: how many there are, how they stand with their
 * policies and, less often, of which models they are. What cannot be counted now is told as it was at the last round.
 */
final class FleetCensus implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetCensus.class);
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final Duration MODELS_ROUND = Duration.ofSeconds(15);
    private static final int AT_ONCE = 16;

    private final Store store;
    private final Leases leases;
    private final FleetMetrics metrics;
    private final Disposable rounds;
    private final Disposable modelsRounds;
    private volatile Count counted = Count.NONE;

    private record Count(Population population, PolicyStates policies) {
        static final Count NONE = new Count(Population.NONE, PolicyStates.NONE);

        Count and(Count other) {
            return new Count(population.and(other.population), policies.and(other.policies));
        }
    }

    FleetCensus(Store store, Leases leases, FleetMetrics metrics) {
        this.store = store;
        this.leases = leases;
        this.metrics = metrics;
        metrics.knownDevices(() -> counted.population().known());
        metrics.onlineDevices(
                () -> counted.population().called() - counted.population().silent());
        metrics.silentDevices(() -> counted.population().silent());
        metrics.anomalies(AnomalyKind.SILENT.label(), () -> counted.population().silent());
        metrics.openTasks(() -> counted.population().tasks());
        metrics.policyDevices("in-sync", () -> counted.policies().inSync());
        metrics.policyDevices("pending", () -> counted.policies().pending());
        metrics.policyDevices("conflict", () -> counted.policies().conflict());
        this.rounds = again(ROUND, "devices", this::count);
        this.modelsRounds = again(MODELS_ROUND, "models", this::countModels);
    }

    private static Disposable again(Duration every, String what, Supplier<Mono<Void>> round) {
        return Flux.interval(Duration.ZERO, every)
                .onBackpressureDrop()
                .concatMap(
                        tick -> round.get().onErrorResume(failure -> {
                            LOG.warn("fleet not counted what={} reason=\"{}\"", what, failure.getMessage());
                            return Mono.empty();
                        }),
                        1)
                .subscribe();
    }

    private Mono<Void> count() {
        return held().flatMap(
                        partition -> Mono.zip(store.population(partition), store.policies(partition), Count::new),
                        AT_ONCE)
                .reduce(Count.NONE, Count::and)
                .doOnNext(all -> counted = all)
                .then();
    }

    private Mono<Void> countModels() {
        return held().flatMap(partition -> store.models(partition, LargestModels.MOST_READ), AT_ONCE)
                .collect(LargestModels::new, LargestModels::add)
                .doOnNext(models -> metrics.devicesByModel(models.labelled()))
                .then();
    }

    private Flux<Integer> held() {
        return Flux.fromIterable(leases.held()).filter(leases::holds);
    }

    @Override
    public void close() {
        rounds.dispose();
        modelsRounds.dispose();
    }
}
