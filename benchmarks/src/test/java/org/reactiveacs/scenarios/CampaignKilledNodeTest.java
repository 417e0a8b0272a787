package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** One of two nodes is killed in the middle of a campaign: each device gets its order once. */
@Tag("scenario")
class CampaignKilledNodeTest {
    private static final int DEVICES = Integer.getInteger("campaign.devices", 300);
    /** Slow enough to be killed in the middle. */
    private static final int PER_MINUTE = DEVICES * 3;

    private static final Duration INTERVAL = Duration.ofSeconds(Math.max(5, DEVICES / 250));
    private static final Duration LIMIT = Duration.ofSeconds(180 + DEVICES / 20);
    private static final String TOKEN = "the-token-of-the-scenario";

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, LongAdder> reboots = new ConcurrentHashMap<>();

    @BeforeEach
    void start() throws Exception {
        REDIS.flush();
        String keys = Site.keys();
        for (String name : List.of("stays", "dies")) {
            nodes.add(Node.start(
                    directory,
                    Map.of(),
                    List.of(
                            "store.url=" + REDIS.url(),
                            "node.name=" + name,
                            "security.keys=" + keys,
                            "api.token=" + TOKEN,
                            "cwmp.auth=none",
                            "store.commandTimeout=10s")));
        }
    }

    @AfterEach
    void stop() {
        nodes.forEach(Node::close);
    }

    @Test
    void theOtherGoesOnAndOrdersNothingTwice() throws Exception {
        var operator = OperatorClient.of(nodes.get(0).apiPort(), TOKEN);
        Await.until("both hold partitions", Duration.ofMinutes(1), () -> {
            var cluster = operator.get("/cluster");
            return cluster.at("/nodes/0/partitions").asInt() > 0
                    && cluster.at("/nodes/1/partitions").asInt() > 0;
        });
        var devices = new TestFleet("http://127.0.0.1:" + nodes.get(0).cwmpPort() + "/", "", "", "KILL", DEVICES);
        devices.alsoTell((device, request, at) -> {
            if (request instanceof Reboot) {
                reboots.computeIfAbsent(device.serialNumber(), none -> new LongAdder())
                        .increment();
            }
        });
        try (Fleet fleet = devices.callInTurn(INTERVAL, Lines.ORDINARY)) {
            Await.until("all have called", LIMIT, devices::allServed);
            operator.send("PUT", "/campaigns/reboots", String.format(Locale.ROOT, """
                    filter: oui = "02AC50"
                    task: {kind: reboot}
                    waves: [{percent: 50}, {percent: 100}]
                    rate: %d
                    """, PER_MINUTE));
            operator.send("POST", "/campaigns/reboots/start", "");
            Await.until(
                    "the nodes are at it " + fleet.progress(),
                    LIMIT,
                    () -> stage(operator, "succeeded") > DEVICES / 10);

            nodes.get(1).kill();

            Await.until(
                    "it is done",
                    LIMIT,
                    () -> operator.get("/campaigns/reboots")
                            .at("/state")
                            .asString()
                            .equals("done"));
            assertThat(stage(operator, "succeeded"))
                    .as(operator.get("/campaigns/reboots").toString())
                    .isEqualTo(DEVICES);
            assertThat(reboots).hasSize(DEVICES);
            assertThat(reboots.values()).extracting(LongAdder::sum).containsOnly(1L);
        }
    }

    private static long stage(OperatorClient operator, String stage) throws Exception {
        return operator.get("/campaigns/reboots").at("/stages/" + stage).asLong();
    }
}
