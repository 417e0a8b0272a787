package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Settled;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.NetworkNames;

/** What every store must do about searches for devices: the part of {@link StoreContract} that tells of them. */
public abstract class SearchContract extends DeviceContract {

    @Test
    void devicesAreFoundByHowTheyStandWithTheirPolicies() {
        var arrival = anArrival().build();
        var device = Objects.requireNonNull(open(arrival).device());
        var conflict = device.withStanding(device.standing().settled(new Settled(7, null, Settled.State.CONFLICT)));
        commit(arrival, 0, null, new Commit.Changes(conflict, null, List.of(), Set.of(), null, List.of()));

        assertThat(found("policies = conflict")).containsExactly(DEVICE);
        assertThat(found("policies = none")).isEmpty();
    }

    @Test
    void whatADeviceToldLastIsWhatItIsFoundBy() {
        open(calling(0, "192.0.2.1", "1.0", "A").withMac("00:D0:9E:00:00:01"));
        open(calling(1, "192.0.2.1", "1.0", "A").withMac("00:D0:9E:00:00:01"));

        assertThat(found("lastInform after now+30s")).containsExactly(DEVICE);
        assertThat(found("software = 1.0 and hardware = A and ip = 192.0.2.1")).containsExactly(DEVICE);

        open(calling(2, "192.0.2.1", "2.0", "A"));
        assertThat(found("software = 2.0")).containsExactly(DEVICE);
        open(calling(3, "192.0.2.1", "2.0", "B"));
        assertThat(found("hardware = B")).containsExactly(DEVICE);
        open(calling(4, "192.0.2.2", "2.0", "B"));
        assertThat(found("ip = 192.0.2.2")).containsExactly(DEVICE);
        open(calling(5, "192.0.2.2", "2.0", "B").withMac("00:D0:9E:00:00:02"));
        assertThat(found("mac = '00:D0:9E:00:00:02'")).containsExactly(DEVICE);

        assertThat(found("software = 1.0")).isEmpty();
        assertThat(found("hardware = A")).isEmpty();
        assertThat(found("ip = 192.0.2.1")).isEmpty();
        assertThat(found("lastInform after now+299s")).containsExactly(DEVICE);
    }

    private static Arrivals calling(int minute, String address, String software, String hardware) {
        return anArrival()
                .at(T0.plusSeconds(60L * minute))
                .calling(address)
                .reporting("Device.DeviceInfo.SoftwareVersion", software)
                .reporting("Device.DeviceInfo.HardwareVersion", hardware);
    }

    private List<DeviceId> found(String filter) {
        var query = DeviceQuery.ofPartition(
                Partitions.of(DEVICE), DeviceId.DEFAULT_TENANT, FilterParser.parse(filter, T0), null);
        return Objects.requireNonNull(store().devices().search(query).block()).items().stream()
                .map(KnownDevice::id)
                .toList();
    }

    @Test
    void anAliasInAFilterMeansEachDevicesOwnParameter() {
        var path = "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.SSID";
        var told = DeviceId.of("00D09E-A1");
        var read = DeviceId.of("00D09E-A2");
        open(anArrival()
                .of("00D09E", "A1")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.WiFi.SSID.1.SSID", "home")
                .build());
        var arrival = anArrival()
                .of("00D09E", "A2")
                .reporting("InternetGatewayDevice.DeviceInfo.SoftwareVersion", "1.0")
                .build();
        open(arrival);
        var tree = ParameterTree.of(List.of(Parameter.of(path, "home", ParameterType.STRING, T0)));
        commit(arrival, 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        // The path of the other data model's name is nothing special at this one.
        open(anArrival()
                .of("00D09E", "A3")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .reporting("Device.WiFi.SSID.1.SSID", "other")
                .reporting("Device.WiFi.SSID.3.SSID", "home")
                .build());
        register(DeviceId.of("00D09E-A4"), "x");

        assertThat(foundByAlias("wifi.24.ssid = home")).containsExactly(told, read);
        assertThat(foundByAlias("oui = 00D09E and wifi.24.ssid ~ HO*")).containsExactly(told, read);
        assertThat(foundByAlias("wifi.24.ssid != home")).containsExactly(DeviceId.of("00D09E-A3"));
        assertThat(foundByAlias("wifi.5.ssid = home")).containsExactly(DeviceId.of("00D09E-A3"));
        assertThat(foundByAlias("tag = x and not wifi.24.ssid = home")).containsExactly(DeviceId.of("00D09E-A4"));
    }

    private List<DeviceId> foundByAlias(String filter) {
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT,
                FilterParser.parse(filter, T0, new NetworkNames()),
                DeviceQuery.Sort.ID,
                false,
                10,
                null,
                false);
        return Objects.requireNonNull(store().devices().search(query).block()).items().stream()
                .map(KnownDevice::id)
                .toList();
    }

    @Test
    void theDevicesOfOnePartitionAreFoundAPageAtATime() {
        List<DeviceId> there = new ArrayList<>();
        for (int i = 0; there.size() < 3; i++) {
            var device = DeviceId.of("00D09E-P" + i);
            if (Partitions.of(device) == Partitions.of(DEVICE) && !device.equals(DEVICE)) {
                there.add(device);
            }
        }
        there.add(DEVICE);
        var elsewhere = DeviceId.of("00D09E-ELSEWHERE");
        there.forEach(device -> register(device, "x"));
        register(elsewhere, "x");

        for (var filter : List.of(new DeviceFilter.All(), new DeviceFilter.HasTag("x"))) {
            var query = DeviceQuery.ofPartition(Partitions.of(DEVICE), DeviceId.DEFAULT_TENANT, filter, null);
            var page = Objects.requireNonNull(store().devices().search(query).block());
            assertThat(page.items())
                    .extracting(KnownDevice::id)
                    .containsExactlyElementsOf(there.stream().sorted().toList());
            assertThat(page.next()).isNull();
        }
    }

    @Test
    void aSearchGoesThroughTheFleetAPageAtATime() {
        for (int i = 0; i < 25; i++) {
            open(anArrival().of("00D09E", String.format("%03d", i)).at(T0.plusSeconds(i)));
        }
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT, new DeviceFilter.All(), DeviceQuery.Sort.LAST_INFORM, true, 10, null, true);

        var first = Objects.requireNonNull(store().devices().search(query).block());
        assertThat(first.count()).isEqualTo(25);
        assertThat(first.items())
                .extracting(device -> device.id().value())
                .startsWith("00D09E-024")
                .hasSize(10);
        var second = next(query, first);
        var third = next(query, second);

        assertThat(third.items()).hasSize(5);
        assertThat(third.items().get(4).id().value()).isEqualTo("00D09E-000");
        assertThat(third.next()).isNull();
    }

    private DeviceStore.Page next(DeviceQuery query, DeviceStore.Page page) {
        return Objects.requireNonNull(store().devices()
                .search(new DeviceQuery(
                        query.tenant(),
                        query.filter(),
                        query.sort(),
                        query.descending(),
                        query.limit(),
                        page.next(),
                        false))
                .block());
    }
}
