package org.reactiveacs.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;
import static org.reactiveacs.store.redis.StoreUser.answer;
import static org.reactiveacs.store.redis.StoreUser.commit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** How many commands a message costs. */
class RoundTripsTest {

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @RegisterExtension
    final RedisNodes nodes = new RedisNodes();

    @SuppressWarnings("NullAway.Init")
    private StoreUser store;

    @SuppressWarnings("NullAway.Init")
    private Monitor monitor;

    /** With a device that has called twice: the scripts are known, and nothing is unusual about its next visit. */
    @BeforeEach
    void join() throws Exception {
        REDIS.flush();
        store = nodes.join(REDIS.url());
        visit(periodic());
        visit(periodic());
        monitor = new Monitor(REDIS.primary());
    }

    @AfterEach
    void closeMonitor() throws Exception {
        monitor.close();
    }

    private static Arrivals periodic() {
        return anArrival()
                .reporting("Device.DeviceInfo.SoftwareVersion", "1")
                .reporting("Device.ManagementServer.ParameterKey", "");
    }

    /** Open, and the commit that ends, with the head as a session leaves it. */
    private Arrival visit(Arrivals arrivals) {
        var arrival = arrivals.build();
        var opened = store.open(arrival);
        store.commit(commit(
                arrival,
                0,
                null,
                new Commit.Changes(
                        Objects.requireNonNull(opened.device()), null, List.of(), Set.of(), null, List.of())));
        return arrival;
    }

    @Test
    void anOrdinaryVisitIsTwoCommands() throws Exception {
        visit(periodic().at(T0.plusSeconds(60)));

        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA");
    }

    /** Each costs Redis several microseconds. */
    @Test
    void whatItsScriptsRunAreSevenCommands() throws Exception {
        visit(periodic().at(T0.plusSeconds(60)));

        assertThat(monitor.heardOfScripts()).containsExactly("HMGET", "HSET", "ZADD", "ZADD", "HMGET", "ZREM", "HSET");
    }

    @Test
    void aMessageAtAnotherNodeReadsItsSessionWithOneCommand() throws Exception {
        var arrival = store.opened(periodic());
        store.store().sessions().resume(arrival.session(), T0).block();
        monitor.heard();

        assertThat(store.store().sessions().resume(arrival.session(), T0).block())
                .isNotNull();

        assertThat(monitor.heard()).containsExactly("EVALSHA");
    }

    @Test
    void soIsOneWithANonceFromAnotherAddress() throws Exception {
        visit(periodic().at(T0.plusSeconds(60)).withNonce(1000, 1).calling("192.0.2.77"));

        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA");
    }

    @Test
    void aFirstContactIsOneMore() throws Exception {
        visit(anArrival().of("00D09E", "new"));

        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA", "EVALSHA");
    }

    @Test
    void soIsOtherFirmwareButNotTheVisitAfterIt() throws Exception {
        visit(periodic().reporting("Device.DeviceInfo.SoftwareVersion", "2"));
        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA", "EVALSHA");

        visit(periodic().reporting("Device.DeviceInfo.SoftwareVersion", "2"));
        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA");
    }

    @Test
    void soIsTheFirstVisitAfterAnOperatorsChange() throws Exception {
        store.change(StoreUser.DEVICE, new DeviceStore.Change.Tag("vip"));
        monitor.heard();

        visit(periodic());

        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA", "EVALSHA");
    }

    @Test
    void theReturnOfASilentDeviceIsTwoMoreButNotTheVisitAfterIt() throws Exception {
        var late = T0.plusSeconds(400_000);
        answer(store.store().sessions().silence(Partitions.of(StoreUser.DEVICE), late, SilenceRules.DEFAULT));
        assertThat(store.counters().devicesSilent()).isEqualTo(1);
        monitor.heard();

        visit(periodic().at(late));
        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA", "EVALSHA", "EVALSHA");

        visit(periodic().at(late.plusSeconds(60)));
        assertThat(monitor.heard()).containsExactly("EVALSHA", "EVALSHA");
    }

    @Test
    void arrivalsWithoutAnEndAreWorkedIntoTheHeadBeforeTheJournalGrowsLong() throws Exception {
        var keys = Keys.of(StoreUser.DEVICE);
        long longest = 0;
        long more = 0;
        for (int i = 0; i < 200; i++) {
            store.open(periodic().at(T0.plusSeconds(i)).build());
            more += monitor.heard().stream().filter("EVALSHA"::equals).count() - 1;
            longest = Math.max(longest, (Long) Objects.requireNonNull(
                    REDIS.primary().command("HSTRLEN", Shared.text(keys.device(StoreUser.DEVICE)), "j")));
        }

        assertThat(longest).isLessThan(4096 + 512);
        assertThat(more).isBetween(1L, 20L);
        var head = Objects.requireNonNull(
                answer(store.store().devices().find(StoreUser.DEVICE)).head());
        assertThat(head.visits()).hasSize(32);
        assertThat(head.visits().get(31).at()).isEqualTo(T0.plusSeconds(168));
    }
}
