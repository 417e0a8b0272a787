package org.reactiveacs.oddity;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.AnomalyRules.Often;
import org.reactiveacs.anomaly.Sign;
import org.reactiveacs.anomaly.VisitSigns;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks again at what is open in the partitions that this node holds: what is over is cleared, and the rest is counted. Where a whole
 * fleet is odd that is thousands of devices, so a round takes its time.
 */
final class Recheck {
    private static final int DEVICES_AT_ONCE = 4;

    /** What goes on is not written for each sign of it. */
    private static final Duration KEPT_EVERY = Duration.ofMinutes(2);

    private final AnomalyRules rules;
    private final Reports reports;
    private final OddityTools tools;
    private final Duration pause;
    private volatile Map<AnomalyKind, Long> open = Map.of();

    /** @param every how long from one round to the next */
    Recheck(AnomalyRules rules, Reports reports, OddityTools tools, Duration every) {
        this.rules = rules;
        this.reports = reports;
        this.tools = tools;
        this.pause = every.dividedBy(2 * Partitions.COUNT);
    }

    long open(AnomalyKind kind) {
        return open.getOrDefault(kind, 0L);
    }

    Mono<Void> round() {
        return Flux.fromIterable(tools.leases().held())
                .filter(tools.leases()::holds)
                .concatMap(this::standing)
                .collect(
                        () -> new EnumMap<AnomalyKind, Long>(AnomalyKind.class),
                        (counts, anomaly) -> counts.merge(anomaly.kind(), 1L, Long::sum))
                .doOnNext(counts -> open = counts)
                .then();
    }

    /**
     * One that goes on.
     *
     * @param kept as it was read
     * @param now as it is
     */
    private record Standing(Anomaly kept, Anomaly now) {
        boolean isNews() {
            return !now.last().isBefore(kept.last().plus(KEPT_EVERY));
        }
    }

    /** Those of a partition that are not over. */
    private Flux<Anomaly> standing(int partition) {
        return reports.anomalies()
                .of(partition)
                .flatMapIterable(Map::values)
                .flatMap(
                        kept -> now(kept)
                                .map(now -> new Standing(kept, now))
                                .switchIfEmpty(
                                        Mono.defer(() -> reports.clear(kept)).then(Mono.empty())),
                        DEVICES_AT_ONCE)
                .collectList()
                .flatMap(all -> all.isEmpty() ? Mono.just(all) : kept(all).delayElement(pause))
                .flatMapIterable(all -> all)
                .map(Standing::now);
    }

    private Mono<List<Standing>> kept(List<Standing> all) {
        var news = all.stream().filter(Standing::isNews).map(Standing::now).toList();
        return reports.anomalies().keep(news).thenReturn(all);
    }

    /** As it is now; empty when it is over. */
    private Mono<Anomaly> now(Anomaly kept) {
        return switch (kept.kind()) {
            case EVENT_MIX -> when(!rules.mix().isOff(), kept);
            case CREDENTIAL_FAILURES -> when(isFresh(kept, rules.failures()), kept);
            case SILENT -> Mono.empty();
            case REBOOT_LOOP, INFORM_STORM, FLAPPING_ADDRESS, DUPLICATE_IDENTITY -> visits(kept);
        };
    }

    private static Mono<Anomaly> when(boolean stands, Anomaly kept) {
        return stands ? Mono.just(kept) : Mono.empty();
    }

    private boolean isFresh(Anomaly anomaly, Often rule) {
        return !rule.isOff() && tools.now().isBefore(anomaly.last().plus(rule.within()));
    }

    /** A device that is gone has no anomalies. */
    private Mono<Anomaly> visits(Anomaly kept) {
        DeviceId device = kept.subject();
        return tools.store()
                .devices()
                .find(device)
                .mapNotNull(KnownDevice::head)
                .flatMap(head -> tree(kept, device).flatMap(tree -> now(kept, sign(kept, head, tree))));
    }

    private Mono<ParameterTree> tree(Anomaly anomaly, DeviceId device) {
        return anomaly.kind() == AnomalyKind.INFORM_STORM
                ? tools.store().tree(device).defaultIfEmpty(ParameterTree.EMPTY)
                : Mono.just(ParameterTree.EMPTY);
    }

    private Sign sign(Anomaly anomaly, Device head, ParameterTree tree) {
        return VisitSigns.of(anomaly.kind(), head, tree, tools.now(), rules);
    }

    /** Two boxes that were told apart by what they say of themselves leave no trace in visits. */
    private Mono<Anomaly> now(Anomaly kept, Sign sign) {
        if (sign.isCalm()) {
            return when(kept.kind() == AnomalyKind.DUPLICATE_IDENTITY && isFresh(kept, rules.duplicates()), kept);
        }
        return Mono.just(
                sign.isOdd()
                        ? kept.seenAgain(new Anomaly(
                                kept.kind(), kept.device(), kept.since(), sign.last(), sign.count(), sign.reason()))
                        : kept);
    }
}
