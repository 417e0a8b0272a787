package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Departures;
import org.reactiveacs.store.SilenceEvents;
import org.reactiveacs.store.SilenceJudge;
import org.reactiveacs.store.SilenceJudge.Finding;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Notices devices that fall silent and return. Heads and trees are read and judged on the readers' threads; the writer
 * only sees whether a device still is as it was judged.
 */
final class Silences {

    /** Looked at in one go; the next round takes the rest. */
    private static final int BATCH = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Silences.class);

    private final UnitWriter writer;
    private final Records records;
    private final Readers readers;
    private final Departures departures;

    Silences(UnitWriter writer, Records records, Readers readers, Departures departures) {
        this.departures = departures;
        this.writer = writer;
        this.records = records;
        this.readers = readers;
    }

    private record Looked(DeviceId device, Device head, Finding finding) {}

    /** How many devices fell silent or had gone. */
    Mono<Silenced> look(int partition, Instant now, SilenceRules rules) {
        return readers.read(() -> looked(partition, now, rules))
                .filter(looked -> !looked.isEmpty())
                .flatMap(looked -> writer.submit(plan -> looked.stream()
                                .mapToInt(one -> settle(one, now, plan))
                                .sum())
                        .flatMap(fell -> gone(looked, now).map(left -> left.and(new Silenced(fell, 0)))))
                .defaultIfEmpty(Silenced.NONE);
    }

    private Mono<Silenced> gone(List<Looked> looked, Instant now) {
        return Flux.fromIterable(looked)
                .filter(one -> one.finding() instanceof Finding.Left)
                .concatMap(one -> departures.left(one.device(), ((Finding.Left) one.finding()).task(), now))
                .reduce(Silenced.NONE, Silenced::and);
    }

    private List<Looked> looked(int partition, Instant now, SilenceRules rules) {
        return records.looks().due(partition, now, BATCH).stream()
                .flatMap(device -> Stream.ofNullable(records.maps().head(device)))
                .map(head -> new Looked(head.id(), head, judged(head, now, rules)))
                .toList();
    }

    private Finding judged(Device head, Instant now, SilenceRules rules) {
        try {
            var said = records.registration(head.id());
            var finding = SilenceJudge.look(head, said, null, now, rules);
            var judged = finding instanceof Finding.TreeNeeded
                    ? SilenceJudge.look(head, said, records.tree(head.id()), now, rules)
                    : finding;
            boolean isHere =
                    judged instanceof Finding.Left && records.sessions().of(head.id()) != null;
            return isHere ? SilenceJudge.inSession(now) : judged;
        } catch (RuntimeException e) {
            // Were it left where it is, nobody would look at those behind it.
            LOG.warn("device cannot be judged device={} reason=\"{}\"", head.id(), e.toString());
            return SilenceJudge.unreadable(now);
        }
    }

    /** Plans what a look came to: 1 if the device fell silent. */
    private int settle(Looked looked, Instant now, UnitWriter.Plan plan) {
        var device = looked.device();
        if (!records.looks().has(device) || !looked.head().equals(records.maps().head(device))) {
            return 0; // Settled already, or it called meanwhile: then the next round looks again.
        }
        if (looked.finding() instanceof Finding.Silent fell
                && records.sessions().of(device) == null) {
            records.ledger().append(List.of(SilenceEvents.fell(device, fell.silence(), now)), plan);
            plan.add(() -> {
                records.silent().put(device, fell.silence());
                records.looks().remove(device);
            });
            return 1;
        }
        if (looked.finding() instanceof Finding.Left) {
            return 0; // Written with what operators say of it; then nobody looks any more.
        }
        if (looked.finding() instanceof Finding.Unjudged) {
            plan.add(() -> records.looks().remove(device));
            return 0;
        }
        var next = looked.finding() instanceof Finding.Later later ? later : SilenceJudge.inSession(now);
        plan.add(() -> records.looks().put(device, next.at()));
        return 0;
    }

    /** Plans that a device was let in: it is silent no more, and looked at from now on. */
    void letIn(Device head, Arrival arrival, UnitWriter.Plan plan) {
        var device = head.id();
        var silence = records.silent().get(device);
        if (silence != null) {
            var returned =
                    SilenceEvents.returned(device, silence, arrival.caller().at());
            records.ledger().append(List.of(returned), plan);
            plan.add(() -> records.silent().remove(device));
        }
        if (!records.looks().has(device)) {
            var first = SilenceJudge.firstLook(head, arrival.rules().silence());
            plan.add(() -> records.looks().put(device, first));
        }
    }
}
