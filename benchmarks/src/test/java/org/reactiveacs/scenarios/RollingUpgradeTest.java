package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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

/** Two nodes of an older version, upgraded one after the other while a fleet calls. */
@Tag("scenario")
final class RollingUpgradeTest {
    private static final int DEVICES = 200;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMinutes(3);

    private static final String ADD =
            "{\"kind\": \"addObject\", \"path\": \"Device.NAT.PortMapping.\", \"values\": {\"Enable\": true}}";
    private static final String REBOOT = "{\"kind\": \"reboot\"}";

    private static final String NEWER = System.getProperty("java.class.path");

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
    void theFleetIsServedAllTheTimeAndOldNodesRefuseOnceItIsFinished() throws Exception {
        String older = OlderVersion.classPath(directory);
        try (Site site = Site.of(directory, List.of(REDIS.url(), REDIS.url()), older, "30s")) {
            TestFleet devices = site.fleet("UPGR", DEVICES);
            try (Fleet fleet = devices.callInTurn(INTERVAL, TestFleet.fromOwnAddresses(Lines.Cookies.MIXED))) {
                Await.until("all have called", SOON, devices::allServed);
                List<Orders.Ordered> tasks = new ArrayList<>(site.orders().order(devices.serials(), ADD));

                upgrade(site, 0);

                assertThat(acs(site, "finish"))
                        .as("an older node runs")
                        .startsWith("1 ")
                        .contains("node2");
                tasks.addAll(site.orders().order(devices.serials(), REBOOT));
                long before = fleet.sessions();
                Await.until("both versions serve", SOON, () -> fleet.sessions() >= before + 2 * DEVICES);
                assertThat(StoredHeads.byFormat(REDIS.url())).isEqualTo(Map.of(3, DEVICES));

                upgrade(site, 1);
                tasks.addAll(site.orders().order(devices.serials(), ADD));
                assertThat(StoredHeads.byFormat(REDIS.url())).isEqualTo(Map.of(3, DEVICES));

                assertThat(acs(site, "finish")).startsWith("0 ").contains("format 4", "it was 3");
                Await.until(
                        "nothing older is left", SOON, () -> acs(site, "status").contains("nothing older is left"));
                assertThat(StoredHeads.byFormat(REDIS.url())).isEqualTo(Map.of(4, DEVICES));
                assertThat(acs(site, "finish")).startsWith("0 ").contains("nothing to finish");

                assertThat(site.startOneMore(older)).contains("written in format 4", "reads 3 to 3");

                assertThat(site.orders().ends(tasks, Duration.ofMinutes(4)).values())
                        .as(fleet.progress() + site.warnings())
                        .containsOnly("done");
                assertThat(tasks)
                        .allSatisfy(task -> assertThat(devices.executions("AddObject", task.id())
                                        + devices.executions("Reboot", task.id()))
                                .as(task.id())
                                .isEqualTo(1));
                assertThat(fleet.stop().failed())
                        .as(fleet.lastFailure() + site.warnings())
                        .isZero();
            }
        }
    }

    private static void upgrade(Site site, int node) throws Exception {
        site.replace(node, NEWER);
        Await.until("HAProxy finds it healthy", SOON, () -> site.haproxy().healthyNodes() == 2);
    }

    /** The exit code of {@code acs upgrade} and what it said. */
    private String acs(Site site, String what) throws Exception {
        List<String> command = Node.command(
                NEWER,
                "upgrade",
                what,
                "--api",
                "http://127.0.0.1:" + site.nodes().get(0).apiPort());
        try (Program program = Program.start(directory, Map.of("ACS_API_TOKEN", Site.TOKEN), command)) {
            return program.exitCode() + " " + program.output();
        }
    }
}
