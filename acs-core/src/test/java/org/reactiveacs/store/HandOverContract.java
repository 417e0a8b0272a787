package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.HandOver.State;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.filter.FilterParser;
import reactor.core.publisher.Flux;

/** What every store must do about devices that were given to another ACS: the part of {@link StoreContract} that tells of them. */
public abstract class HandOverContract extends TakeoverContract {
    private static final HandOver.Former FORMER = new HandOver.Former("http://here/", "box", true);

    private static HandOver leaving(String task) {
        return new HandOver(task, "http://there/", "tester", State.LEAVING, hours(1), FORMER, "", "");
    }

    private @Nullable HandOver changed(Change change) {
        var known = store().devices().change(DEVICE, List.of(change), write()).block();
        var handOver = Objects.requireNonNull(known).registration().handOver();
        assertThat(handOver()).isEqualTo(handOver);
        return handOver;
    }

    private @Nullable HandOver handOver() {
        return known().registration().handOver();
    }

    private Silenced look(long hour) {
        return Objects.requireNonNull(store().sessions()
                .silence(Partitions.of(DEVICE), hours(hour), RULES)
                .block());
    }

    private List<DeviceId> matching(String filter) {
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT, FilterParser.parse(filter, T0), DeviceQuery.Sort.ID, false, 10, null, true);
        var page = Objects.requireNonNull(store().devices().search(query).block());
        return page.items().stream().map(KnownDevice::id).toList();
    }

    private void visitsTwiceAndLeaves() {
        visit(periodic(hours(0)));
        visit(periodic(hours(1)));
        changed(new Change.HandOver(leaving("T1")));
    }

    @Test
    void aDeviceThatIsNotHeardOfAfterItTookTheOtherUrlHasGoneAndIsNotSilent() {
        visitsTwiceAndLeaves();
        assertThat(matching("handOver = leaving")).containsExactly(DEVICE);

        assertThat(look(3)).isEqualTo(Silenced.NONE);
        assertThat(look(5)).isEqualTo(new Silenced(0, 1));
        assertThat(look(1000)).isEqualTo(Silenced.NONE);

        assertThat(handOver()).isEqualTo(leaving("T1").to(State.HANDED_OVER, hours(5), ""));
        assertThat(silence()).isNull();
        assertThat(silentDevices()).isZero();
        assertThat(matching("handOver = handed-over")).containsExactly(DEVICE);
        assertThat(matching("handOver = leaving")).isEmpty();
        assertThat(events(DomainEvent.Type.DEVICE_SILENT)).isEmpty();
        assertThat(events(DomainEvent.Type.HAND_OVER))
                .extracting(DomainEvent::detail)
                .containsExactly(
                        Map.of("state", "leaving", "task", "T1", "url", "http://there/", "reason", ""),
                        Map.of("state", "handed-over", "task", "T1", "url", "http://there/", "reason", ""));
        assertThat(Objects.requireNonNull(store().audit(0, 100).block()).toString())
                .contains("leaving to http://there/", "handed-over to http://there/", "hand-over");
    }

    @Test
    void looksThatComeTogetherLetItGoOnce() {
        visitsTwiceAndLeaves();

        var gone = Flux.range(0, 8)
                .flatMap(i -> store().sessions().silence(Partitions.of(DEVICE), hours(9).plusMillis(i), RULES))
                .reduce(Silenced.NONE, Silenced::and)
                .block();

        assertThat(gone).isEqualTo(new Silenced(0, 1));
        assertThat(events(DomainEvent.Type.HAND_OVER)).hasSize(2);
    }

    @Test
    void aDeviceThatCallsAgainIsLookedAtAgain() {
        visitsTwiceAndLeaves();
        look(5);

        visit(periodic(hours(6)));
        changed(new Change.HandOver(leaving("T1").to(State.RETURNED, hours(6), "it calls here again")));

        assertThat(look(500)).isEqualTo(new Silenced(1, 0));
        assertThat(matching("handOver = returned and silent = true")).containsExactly(DEVICE);
    }

    @Test
    void whatIsSaidOfAnEarlierOrderOrTwiceChangesNothing() {
        visitsTwiceAndLeaves();
        var back = leaving("T1").to(State.RETURNED, hours(2), "");
        assertThat(changed(new Change.HandOver(back))).isEqualTo(back);

        assertThat(changed(new Change.HandOver(leaving("T1")))).isEqualTo(back);
        assertThat(changed(new Change.Left("T1"))).isEqualTo(back);
        assertThat(changed(new Change.TakeBack("U1", ""))).isEqualTo(back);
        assertThat(changed(new Change.HandOver(leaving("T2")))).isEqualTo(leaving("T2"));
        assertThat(changed(new Change.Left("T1"))).isEqualTo(leaving("T2"));
        assertThat(changed(new Change.HandOver(back))).isEqualTo(leaving("T2"));
    }

    @Test
    void anUndoIsNotedOnceAndNothingElseIsLost() {
        visitsTwiceAndLeaves();

        assertThat(changed(new Change.TakeBack("U1", "")))
                .isEqualTo(leaving("T1").undoneBy("U1"));
        assertThat(changed(new Change.TakeBack("U2", "")))
                .isEqualTo(leaving("T1").undoneBy("U1"));
        assertThat(changed(new Change.Tag("x"))).isEqualTo(leaving("T1").undoneBy("U1"));
        assertThat(changed(new Change.TakeBack("U3", "U1")))
                .isEqualTo(leaving("T1").undoneBy("U3"));
    }
}
