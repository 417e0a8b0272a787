package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Reach;
import org.reactiveacs.port.DomainEvent;

/**
 * What every store must do about the records of devices and the trails that changes leave: the part of
 * {@link StoreContract} that tells of them.
 */
public abstract class DeviceContract extends TaskContract {

    @Test
    void whatOperatorsSayStandsBesideWhatSessionsFind() {
        var arrival = anArrival().build();
        open(arrival);
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Tag("vip")), write())
                .block();
        var head = head();

        commit(
                arrival,
                0,
                null,
                new Commit.Changes(
                        head.withMacs(List.of("02:00:00:00:00:09")), null, List.of(), Set.of(), null, List.of()));

        assertThat(known().registration().tags()).containsExactly("vip");
        assertThat(head().macs()).containsExactly("02:00:00:00:00:09");
    }

    @Test
    void howADeviceWasReachedIsKeptUntilItIsForgotten() {
        var reach = new Reach(Reach.Way.UDP, "derived 3");
        store().devices().reached(DEVICE, reach).block();
        assertThat(store().devices().find(DEVICE).block()).as("not there yet").isNull();
        open(anArrival());

        store().devices().reached(DEVICE, reach).block();
        assertThat(known().reach()).isEqualTo(reach);
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Tag("x")), write())
                .block();
        assertThat(known().reach()).as("whatever else changes").isEqualTo(reach);
        store().devices().reached(DEVICE, null).block();
        assertThat(known().reach()).isNull();

        store().devices().reached(DEVICE, reach).block();
        store().devices().delete(DEVICE, write()).block();
        open(anArrival());
        assertThat(known().reach()).isNull();
    }

    @Test
    void aDeletedDeviceIsForgottenWithAllItHad() {
        var arrival = anArrival().build();
        open(arrival);
        add(reboot("T1"));

        assertThat(store().devices().delete(DEVICE, write()).block()).isTrue();

        assertThat(store().devices().find(DEVICE).block()).isNull();
        assertThat(store().tasks().list(DEVICE).block()).isEmpty();
        assertThat(commit(arrival, 0, session("late"), Commit.Changes.NONE)).isEqualTo(new Committed.Stale());
        assertThat(store().devices().delete(DEVICE, write()).block()).isFalse();
        assertThat(open(anArrival()).before()).isNull();
    }

    @Test
    void everyChangeOfAnOperatorIsInTheAuditTrail() {
        store().devices()
                .change(DEVICE, List.of(new DeviceStore.Change.Register()), write())
                .block();
        add(reboot("T1"));
        store().tasks().cancel(DEVICE, "T1", write()).block();
        store().devices().delete(DEVICE, write()).block();

        var entries = Objects.requireNonNull(store().audit(0, 100).block());

        assertThat(entries)
                .extracting(Store.AuditEntry::what)
                .containsExactly("device changed", "task created", "task cancelled", "device deleted");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.actor()).isEqualTo("tester"));
    }

    @Test
    void eventsAreRecordedWithTheChangeThatTheyTell() {
        open(anArrival().with("0 BOOTSTRAP").with("1 BOOT"));
        add(reboot("T1"));

        var events = Objects.requireNonNull(
                store().events(Partitions.of(DEVICE), 0, 100).block());

        assertThat(events)
                .extracting(recorded -> recorded.event().type())
                .containsExactly(
                        DomainEvent.Type.FIRST_CONTACT,
                        DomainEvent.Type.BOOTSTRAP,
                        DomainEvent.Type.BOOT,
                        DomainEvent.Type.TASK_CREATED);
        assertThat(events).extracting(Store.Recorded::number).containsExactly(1L, 2L, 3L, 4L);
    }
}
