package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** Searches where many devices are alike. */
@Timeout(30)
class SearchTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @BeforeEach
    void join() {
        REDIS.flush();
        store = nodes.join(REDIS.url());
    }

    /** So many devices of one partition. */
    private static List<DeviceId> neighbours(int count) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> DeviceId.of("00D09E-" + i))
                .filter(id -> Partitions.of(id) == 7)
                .limit(count)
                .toList();
    }

    private List<DeviceId> all(DeviceFilter filter, DeviceQuery.Sort sort, boolean descending) {
        var found = new ArrayList<DeviceId>();
        @Nullable String cursor = null;
        do {
            var page = answer(store.store()
                    .devices()
                    .search(new DeviceQuery(DeviceId.DEFAULT_TENANT, filter, sort, descending, 30, cursor, false)));
            page.items().forEach(device -> found.add(device.id()));
            cursor = page.next();
        } while (cursor != null);
        return found;
    }

    @Test
    void pagesByLastInformGoOnThroughManyDevicesThatNeverCalled() {
        var devices = neighbours(300);
        devices.forEach(device -> store.change(device, new DeviceStore.Change.Register()));

        for (boolean descending : List.of(false, true)) {
            var found = all(new DeviceFilter.All(), DeviceQuery.Sort.LAST_INFORM, descending);

            var order = new TreeSet<>(devices);
            assertThat(found).containsExactlyElementsOf(descending ? order.descendingSet() : order);
        }
    }

    @Test
    void anAddressThatManyDevicesShareIsSearchedInOrder() {
        var devices = neighbours(FleetSearch.SAME_VALUE + 2);
        devices.forEach(device -> store.opened(
                anArrival().of("00D09E", device.value().substring(7)).calling("192.0.2.99")));

        var found = all(
                new DeviceFilter.FieldIs(DeviceFilter.Field.IP, DeviceFilter.Comparison.EQUAL, "192.0.2.99"),
                DeviceQuery.Sort.ID,
                false);

        assertThat(found).containsExactlyElementsOf(new TreeSet<>(devices));
    }

    @Test
    void anAddressThatFewDevicesShareIsFoundByTheIndex() {
        store.opened(anArrival().calling("192.0.2.99"));
        REDIS.primary().command("CONFIG", "RESETSTAT");

        var found = all(
                new DeviceFilter.FieldIs(DeviceFilter.Field.IP, DeviceFilter.Comparison.EQUAL, "192.0.2.99"),
                DeviceQuery.Sort.ID,
                false);

        assertThat(found).containsExactly(StoreUser.DEVICE);
        assertThat(REDIS.primary().calls("zrangebylex")).isEqualTo(Partitions.COUNT);
    }

    @Test
    void aTagOfFewDevicesIsFoundByTheIndex() {
        neighbours(3).forEach(device -> store.change(device, new DeviceStore.Change.Register()));
        store.change(StoreUser.DEVICE, new DeviceStore.Change.Register(), new DeviceStore.Change.Tag("pilot"));
        REDIS.primary().command("CONFIG", "RESETSTAT");

        var found = all(
                new DeviceFilter.And(List.of(
                        new DeviceFilter.FieldIs(DeviceFilter.Field.OUI, DeviceFilter.Comparison.EQUAL, "00D09E"),
                        new DeviceFilter.HasTag("pilot"))),
                DeviceQuery.Sort.ID,
                false);

        assertThat(found).containsExactly(StoreUser.DEVICE);
        assertThat(REDIS.primary().calls("zrangebylex")).isEqualTo(Partitions.COUNT);
    }
}
