package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.Settled;

/** What every store must do about counts of devices and tasks: the part of {@link StoreContract} that tells of them. */
public abstract class CountContract extends SearchContract {

    @Test
    void countersMoveWithEveryChange() {
        open(anArrival());
        store().devices()
                .change(DeviceId.of("00D09E-2"), List.of(new DeviceStore.Change.Register()), write())
                .block();
        add(reboot("T1"));

        assertThat(store().counters().block()).isEqualTo(new Store.Counters(2, 1, 0, 1, 1));
    }

    @Test
    void devicesAreCountedByHowTheyStandWithTheirPolicies() {
        assertThat(standing()).isEqualTo(Store.PolicyStates.NONE);
        stand(Settled.State.PENDING);
        assertThat(standing()).isEqualTo(new Store.PolicyStates(0, 1, 0));
        stand(Settled.State.IN_SYNC);
        assertThat(standing()).isEqualTo(new Store.PolicyStates(1, 0, 0));
        open(anArrival().with("2 PERIODIC"));
        register(DEVICE, "x");
        assertThat(standing()).isEqualTo(new Store.PolicyStates(1, 0, 0));
        stand(Settled.State.CONFLICT);
        assertThat(standing()).isEqualTo(new Store.PolicyStates(0, 0, 1));
        stand(Settled.State.NONE);
        assertThat(standing()).isEqualTo(Store.PolicyStates.NONE);

        stand(Settled.State.IN_SYNC);
        store().devices().delete(DEVICE, write()).block();
        assertThat(standing()).isEqualTo(Store.PolicyStates.NONE);
    }

    private Store.PolicyStates standing() {
        return Objects.requireNonNull(store().policies(Partitions.of(DEVICE)).block());
    }

    private void stand(Settled.State state) {
        var arrival = anArrival().build();
        var device = Objects.requireNonNull(open(arrival).device());
        var next = device.withStanding(device.standing().settled(new Settled(7, null, state)));
        assertThat(commit(arrival, 0, null, new Commit.Changes(next, null, List.of(), Set.of(), null, List.of())))
                .isInstanceOf(Committed.Done.class);
    }

    @Test
    void aPartitionTellsHowManyDevicesAndTasksItHas() {
        assertThat(population()).isEqualTo(Store.Population.NONE);
        register(DEVICE, "x");
        assertThat(population()).isEqualTo(new Store.Population(1, 0, 0, 0));
        open(anArrival());
        open(anArrival().with("1 BOOT"));
        add(reboot("T1"));
        add(reboot("T2"));
        assertThat(population()).isEqualTo(new Store.Population(1, 1, 0, 2));

        store().devices().delete(DEVICE, write()).block();
        assertThat(population()).isEqualTo(Store.Population.NONE);
    }

    private Store.Population population() {
        return Objects.requireNonNull(store().population(Partitions.of(DEVICE)).block());
    }

    @Test
    void devicesThatHaveCalledAreCountedByModelAndVersion() {
        register(DEVICE, "x");
        assertThat(models(DEVICE, 10)).isEmpty();

        open(running("1.0"));
        open(running("1.0"));
        assertThat(models(DEVICE, 10)).containsExactly(new Store.ModelCount(routerWith("1.0"), 1));
        open(running("1.1"));
        assertThat(models(DEVICE, 10)).containsExactly(new Store.ModelCount(routerWith("1.1"), 1));

        store().devices().delete(DEVICE, write()).block();
        assertThat(models(DEVICE, 10)).isEmpty();
    }

    @Test
    void modelsAreToldOneByOneUpToANumber() {
        // One's whole name is the beginning of another's, and one has bytes that nobody expects.
        var versions = List.of("1", "10", "1.0\u0001\n", "");
        var devices = neighbours(9);
        for (int i = 0; i < devices.size(); i++) {
            open(running(versions.get(i % versions.size())).of("00D09E", devices.get(i)));
        }

        assertThat(models(DEVICE, 4)).extracting(Store.ModelCount::devices).containsExactlyInAnyOrder(3L, 2L, 2L, 2L);
        assertThat(models(DEVICE, 4))
                .contains(new Store.ModelCount(routerWith("1"), 3), new Store.ModelCount(routerWith("10"), 2));
        var some = models(DEVICE, 3);
        assertThat(some).hasSize(4).extracting(Store.ModelCount::model).contains(Store.ModelCount.BEYOND);
        assertThat(some.stream().mapToLong(Store.ModelCount::devices).sum()).isEqualTo(9);
    }

    private static Arrivals running(String version) {
        return anArrival().reporting("Device.DeviceInfo.SoftwareVersion", version);
    }

    private static ModelKey routerWith(String version) {
        return new ModelKey("00D09E", "Router", version);
    }

    private List<Store.ModelCount> models(DeviceId device, int most) {
        return Objects.requireNonNull(
                store().models(Partitions.of(device), most).block());
    }

    /** Serial numbers of devices in the partition of {@link #DEVICE}. */
    private static List<String> neighbours(int count) {
        return IntStream.iterate(1, i -> i + 1)
                .mapToObj(Integer::toString)
                .filter(serial -> Partitions.of(DeviceId.of("00D09E-" + serial)) == Partitions.of(DEVICE))
                .limit(count)
                .toList();
    }
}
