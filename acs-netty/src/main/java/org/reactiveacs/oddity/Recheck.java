package org.reactiveacs.oddity;

import java.util.EnumMap;
import java.util.Map;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.AnomalyRules.Often;
import org.reactiveacs.anomaly.Sign;
import org.reactiveacs.anomaly.VisitSigns;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks again at what is open in the partitions that this node holds: what is over is cleared, and the rest is counted. */
final class Recheck {
    private static final int PARTITIONS_AT_ONCE = 8;
    private static final int DEVICES_AT_ONCE = 4;

    private final AnomalyRules rules;
    private final Reports reports;
    private final OddityTools tools;
    private volatile Map<AnomalyKind, Long> open = Map.of();

    Recheck(AnomalyRules rules, Reports reports, OddityTools tools) {
        this.rules = rules;
        this.reports = reports;
        this.tools = tools;
    }

    long open(AnomalyKind kind) {
        return open.getOrDefault(kind, 0L);
    }

    Mono<Void> round() {
        return Flux.fromIterable(tools.leases().held())
                .filter(tools.leases()::holds)
                .flatMap(this::standing, PARTITIONS_AT_ONCE)
                .collect(
                        () -> new EnumMap<AnomalyKind, Long>(AnomalyKind.class),
                        (counts, anomaly) -> counts.merge(anomaly.kind(), 1L, Long::sum))
                .doOnNext(counts -> open = counts)
                .then();
    }

    /** Those of a partition that are not over. */
    private Flux<Anomaly> standing(int partition) {
        return reports.anomalies()
                .of(partition)
                .flatMapIterable(Map::values)
                .flatMap(
                        anomaly -> stands(anomaly)
                                .flatMap(stands -> stands
                                        ? Mono.just(anomaly)
                                        : reports.clear(anomaly).then(Mono.<Anomaly>empty())),
                        DEVICES_AT_ONCE);
    }

    private Mono<Boolean> stands(Anomaly anomaly) {
        return switch (anomaly.kind()) {
            case EVENT_MIX -> Mono.just(!rules.mix().isOff());
            case CREDENTIAL_FAILURES -> Mono.just(isFresh(anomaly, rules.failures()));
            case SILENT -> Mono.just(false);
            case REBOOT_LOOP, INFORM_STORM, FLAPPING_ADDRESS, DUPLICATE_IDENTITY -> visits(anomaly);
        };
    }

    private boolean isFresh(Anomaly anomaly, Often rule) {
        return !rule.isOff() && tools.now().isBefore(anomaly.last().plus(rule.within()));
    }

    /** A device that is gone has no anomalies. */
    private Mono<Boolean> visits(Anomaly anomaly) {
        DeviceId device = anomaly.subject();
        return tools.store()
                .devices()
                .find(device)
                .mapNotNull(KnownDevice::head)
                .flatMap(head -> tree(anomaly, device).flatMap(tree -> stands(anomaly, sign(anomaly, head, tree))))
                .defaultIfEmpty(false);
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
    private Mono<Boolean> stands(Anomaly anomaly, Sign sign) {
        if (sign.isCalm()) {
            return Mono.just(anomaly.kind() == AnomalyKind.DUPLICATE_IDENTITY && isFresh(anomaly, rules.duplicates()));
        }
        if (!sign.isOdd() || sign.count() == anomaly.count()) {
            return Mono.just(true);
        }
        var now = new Anomaly(
                anomaly.kind(), anomaly.device(), anomaly.since(), sign.last(), sign.count(), sign.reason());
        return reports.anomalies().keep(anomaly.seenAgain(now)).thenReturn(true);
    }
}
