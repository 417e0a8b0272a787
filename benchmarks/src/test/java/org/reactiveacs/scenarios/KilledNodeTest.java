package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** A node that is killed under load: what it had in hand goes on at the other one. */
@Tag("scenario")
final class KilledNodeTest {
    private static final int DEVICES = 500;
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final String ADD =
            "{\"kind\": \"addObject\", \"path\": \"Device.NAT.PortMapping.\", \"values\": {\"Enable\": true}}";
    private static final String REBOOT = "{\"kind\": \"reboot\"}";
    private static final String SET =
            "{\"kind\": \"setParameterValues\", \"values\": {\"" + Orders.PARAMETER + "\": \"after the kill\"}}";

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void requireHaproxy() {
        Program.require("haproxy");
    }

    @Test
    void everyAcknowledgedTaskEndsAndWhatMustNotBeRepeatedWasDoneOnce() throws Exception {
        try (Site site = new Site(directory, Haproxy.Mode.TCP, List.of(REDIS.url(), REDIS.url()))) {
            TestFleet devices = site.fleet("KILL", DEVICES);
            try (Fleet fleet = devices.callInTurn(INTERVAL, TestFleet.fromOwnAddresses(Lines.Cookies.MIXED))) {
                Await.until("all have called", Duration.ofMinutes(4), devices::allServed);

                var adds = site.orders().order(devices.serials(), ADD);
                var sets = new ArrayList<>(site.orders().order(devices.serials(), SET));
                var reboots = site.orders().order(devices.serials(), REBOOT);
                sets.addAll(site.orders().order(devices.serials(), SET));
                site.nodes().get(0).kill();
                Instant killed = Instant.now();

                Await.until("the other node holds all partitions", Duration.ofSeconds(10), () -> held(site) == 256);
                assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(10));
                List<Orders.Ordered> repeatable = new ArrayList<>(adds);
                repeatable.addAll(sets);
                Map<String, String> outcomes = site.orders().ends(repeatable, Duration.ofMinutes(6));
                assertThat(outcomes).hasSize(3 * DEVICES);
                assertThat(outcomes.values())
                        .as(fleet.progress() + site.warnings())
                        .containsOnly("done");
                Map<String, String> rebooted = site.orders().ends(reboots, Duration.ofMinutes(2));
                assertThat(rebooted).hasSize(DEVICES);
                assertThat(rebooted.values()).containsAnyOf("done").isSubsetOf("done", "unsettled");
                assertThat(rebooted.values().stream().filter("unsettled"::equals))
                        .as("requests in hand of the killed node")
                        .hasSizeLessThan(DEVICES / 10);
                assertThat(adds)
                        .allSatisfy(task -> assertThat(devices.executions("AddObject", task.id()))
                                .as(task.id())
                                .isEqualTo(1));
                // What was on disk and not sent when the node died must not be sent now, for nothing tells that it was
                // not.
                assertThat(reboots)
                        .allSatisfy(task -> assertThat(devices.executions("Reboot", task.id()))
                                .as(task.id())
                                .isEqualTo("done".equals(rebooted.get(task.id())) ? 1 : 0));
                assertThat(sets)
                        .allSatisfy(task -> assertThat(devices.executions("SetParameterValues", task.id()))
                                .as(task.id())
                                .isPositive());
            }
        }
    }

    /** Partitions of the node that answers. */
    private static int held(Site site) {
        try {
            var nodes = site.orders().cluster().at("/nodes");
            return nodes.size() == 1 ? nodes.get(0).at("/partitions").asInt() : 0;
        } catch (RuntimeException | AssertionError e) {
            return 0; // HAProxy has yet to find out.
        }
    }
}
