package org.reactiveacs.oddity;

import java.time.Duration;
import java.time.Instant;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.anomaly.EventMix;
import org.reactiveacs.anomaly.MixCount;
import org.reactiveacs.anomaly.MixRecords;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.port.DomainEvent;
import reactor.core.publisher.Mono;

/**
 * Compares the fleet's events with what is usual. Each node writes down what it has counted in an interval; the one that holds the fleet's partition
 * adds up and compares. For one round at a time.
 */
final class MixWatch {
    private static final int PARTITION = Partitions.of(DomainEvent.FLEET);

    /** Others may be late with what they have counted. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final AnomalyRules.Mix rule;
    private final MixMeter meter;
    private final Reports reports;
    private final OddityTools tools;
    private final MixRecords records;
    private long compared = -1;

    MixWatch(AnomalyRules.Mix rule, MixMeter meter, Reports reports, OddityTools tools) {
        this.rule = rule;
        this.meter = meter;
        this.reports = reports;
        this.tools = tools;
        this.records = new MixRecords(tools.store().documents());
    }

    Mono<Void> round() {
        if (rule.isOff()) {
            return Mono.empty();
        }
        // One time for both: what is compared has been written.
        var now = tools.now();
        return written(now).then(Mono.defer(() -> compared(now)));
    }

    private Mono<Void> written(Instant now) {
        var finished = meter.finished(now);
        return finished == null ? Mono.empty() : records.keep(tools.node(), finished);
    }

    private Mono<Void> compared(Instant now) {
        long interval = EventMix.interval(now.minus(GRACE)) - 1;
        if (interval <= compared || !tools.leases().holds(PARTITION)) {
            return Mono.empty();
        }
        return records.usual()
                .filter(usual -> usual.interval() < interval)
                .flatMap(usual -> records.sum(interval)
                        .flatMap(count -> told(usual, count, now).then(records.keep(usual.learn(count, rule)))))
                .doOnSuccess(done -> compared = interval);
    }

    private Mono<Void> told(EventMix usual, MixCount count, Instant now) {
        var why = usual.oddity(count, rule);
        if (why.isEmpty()) {
            return over();
        }
        return reports.raise(new Anomaly(AnomalyKind.EVENT_MIX, null, now, now, count.sessions(), why.get()));
    }

    private Mono<Void> over() {
        return reports.anomalies()
                .of(PARTITION)
                .flatMapIterable(all -> all.values())
                .filter(anomaly -> anomaly.kind() == AnomalyKind.EVENT_MIX)
                .concatMap(reports::clear)
                .then();
    }
}
