package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.anomaly.Anomalies;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.EventMix;
import org.reactiveacs.anomaly.MixCount;
import org.reactiveacs.anomaly.MixRecords;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;

/** What every store must do about anomalies: the part of {@link StoreContract} that tells of them. */
public abstract class AnomalyContract extends OutboxContract {

    private static final AtomicLong WRITES = new AtomicLong();
    private static final DeviceId ODD = DeviceId.of("00D09E-1");

    private Anomalies anomalies() {
        return new Anomalies(store());
    }

    private static Write by(Actor actor) {
        return new Write("anomaly-" + WRITES.incrementAndGet(), actor, T0.plusSeconds(60));
    }

    private static Anomaly anomaly(AnomalyKind kind, @Nullable DeviceId device, int count) {
        return new Anomaly(kind, device, T0.plusSeconds(count), T0.plusSeconds(count), count, "seen " + count);
    }

    private Anomalies.@Nullable Raised raise(Anomaly anomaly) {
        return anomalies().raise(anomaly).block();
    }

    private List<DomainEvent> told(DeviceId device) {
        return Objects.requireNonNull(
                        store().events(Partitions.of(device), 0, 1000).block())
                .stream()
                .map(Store.Recorded::event)
                .toList();
    }

    @Test
    void anAnomalyIsToldOnceAndKeptAsItWasSeenLast() {
        assertThat(raise(anomaly(AnomalyKind.REBOOT_LOOP, ODD, 5))).isEqualTo(Anomalies.Raised.NEW);
        assertThat(raise(anomaly(AnomalyKind.REBOOT_LOOP, ODD, 9))).isEqualTo(Anomalies.Raised.STANDING);

        var kept = new Anomaly(AnomalyKind.REBOOT_LOOP, ODD, T0.plusSeconds(5), T0.plusSeconds(9), 9, "seen 9");
        assertThat(anomalies().all().block()).containsExactly(kept);
        assertThat(anomalies().of(ODD).block()).containsExactly(kept);
        assertThat(told(ODD))
                .containsExactly(new DomainEvent(
                        DomainEvent.Type.ANOMALY_RAISED,
                        ODD,
                        T0.plusSeconds(5),
                        Map.of(
                                "kind", "REBOOT_LOOP",
                                "since", T0.plusSeconds(5).toString(),
                                "reason", "seen 5",
                                "count", "5")));
    }

    @Test
    void oneThatIsOverIsToldAndForgottenWithWhoTookNoteOfIt() {
        raise(anomaly(AnomalyKind.REBOOT_LOOP, ODD, 5));
        raise(anomaly(AnomalyKind.INFORM_STORM, ODD, 6));
        var loop = Objects.requireNonNull(anomalies().of(ODD).block()).get(0);
        assertThat(anomalies().acknowledge(loop, by(Actor.operator("anna"))).block())
                .isTrue();
        assertThat(anomalies().acknowledge(loop, by(Actor.operator("bert"))).block())
                .isTrue();
        assertThat(Objects.requireNonNull(anomalies().acknowledgements().block())
                        .get("REBOOT_LOOP:00D09E-1"))
                .satisfies(note -> assertThat(Objects.requireNonNull(note).by()).isEqualTo("bert"));

        anomalies().clear(loop, by(Actor.SYSTEM)).block();

        assertThat(anomalies().of(ODD).block()).extracting(Anomaly::kind).containsExactly(AnomalyKind.INFORM_STORM);
        assertThat(anomalies().acknowledgements().block()).isEmpty();
        assertThat(told(ODD))
                .extracting(DomainEvent::type)
                .containsExactly(
                        DomainEvent.Type.ANOMALY_RAISED,
                        DomainEvent.Type.ANOMALY_RAISED,
                        DomainEvent.Type.ANOMALY_CLEARED);
        assertThat(store().audit(0, 100).block())
                .filteredOn(entry -> entry.detail().startsWith("REBOOT_LOOP:00D09E-1"))
                .extracting(Store.AuditEntry::actor)
                .containsExactly("anna", "bert", "system");
    }

    @Test
    void aPartitionKeepsSoManyOfAKindAndNoMore() {
        var devices = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> DeviceId.of("00D09E-" + i))
                .filter(device -> Partitions.of(device) == Partitions.of(ODD))
                .limit(Anomalies.MOST + 1)
                .toList();

        for (var device : devices.subList(0, Anomalies.MOST)) {
            assertThat(raise(anomaly(AnomalyKind.INFORM_STORM, device, 5))).isEqualTo(Anomalies.Raised.NEW);
        }

        var last = devices.get(Anomalies.MOST);
        assertThat(raise(anomaly(AnomalyKind.INFORM_STORM, last, 5))).isEqualTo(Anomalies.Raised.BEYOND);
        assertThat(raise(anomaly(AnomalyKind.REBOOT_LOOP, last, 5))).isEqualTo(Anomalies.Raised.NEW);
        assertThat(raise(anomaly(AnomalyKind.INFORM_STORM, devices.get(0), 6))).isEqualTo(Anomalies.Raised.STANDING);
    }

    @Test
    void whatIsWrongWithTheFleetIsKeptLikewise() {
        raise(anomaly(AnomalyKind.EVENT_MIX, null, 300));

        assertThat(anomalies().all().block()).extracting(Anomaly::id).containsExactly("EVENT_MIX:fleet");
        assertThat(told(DomainEvent.FLEET))
                .extracting(DomainEvent::type)
                .containsExactly(DomainEvent.Type.ANOMALY_RAISED);
    }

    @Test
    void whatNodesCountAndWhatIsUsualIsKept() {
        var records = new MixRecords(store().documents());
        assertThat(records.usual().block()).isEqualTo(EventMix.NOTHING);
        records.keep("a", new MixCount(7, 10, Map.of("1 BOOT", 10L))).block();
        records.keep("b", new MixCount(7, 5, Map.of("2 PERIODIC", 5L))).block();
        records.keep("late", new MixCount(6, 9, Map.of("2 PERIODIC", 9L))).block();

        assertThat(records.sum(7).block()).isEqualTo(new MixCount(7, 15, Map.of("1 BOOT", 10L, "2 PERIODIC", 5L)));
        var mix = new EventMix(7, 3, Map.of("1 BOOT", 0.25));
        records.keep(mix).block();
        assertThat(records.usual().block()).isEqualTo(mix);
        assertThat(records.sum(1000).block()).isEqualTo(MixCount.none(1000));
        assertThat(store().documents().all("event counts").block())
                .as("those nodes are gone")
                .isEmpty();
    }

    @Test
    void anInformTellsWhetherTwoBoxesWereSuspectedBefore() {
        var macs = List.of("00:11:22:33:44:01", "00:11:22:33:44:02", "00:11:22:33:44:01");
        for (int i = 0; i < macs.size(); i++) {
            var opened =
                    open(anArrival().with("2 PERIODIC").withMac(macs.get(i)).at(T0.plusSeconds(i)));
            var before = opened.before();
            assertThat(before == null ? null : before.duplicate()).isNull();
            assertThat(Objects.requireNonNull(opened.device()).standing().isSeenInTurn())
                    .isEqualTo(i == 2);
        }
    }
}
