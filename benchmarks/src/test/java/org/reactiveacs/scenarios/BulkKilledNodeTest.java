package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.simulator.wake.ConnectionRequestListener;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** One of two nodes is killed while all devices are asked to call. */
@Tag("scenario")
class BulkKilledNodeTest {
    private static final int DEVICES = 300;
    /** Slow enough to be killed in the middle. */
    private static final int PER_SECOND = 20;

    private static final String TOKEN = "the-token-of-the-scenario";

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(200));
    private final List<Node> nodes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ConnectionRequestListener listener;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

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
                            "store.commandTimeout=10s",
                            "connreq.networks=127.0.0.0/8",
                            "connreq.username=acs",
                            "connreq.password=wake",
                            "connreq.perSecond=" + PER_SECOND)));
        }
    }

    @AfterEach
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
        if (listener != null) {
            listener.close();
        }
        network.close();
        nodes.forEach(Node::close);
    }

    @Test
    void theOtherGoesOnAndAsksNobodyTwice() throws Exception {
        Await.until("both hold partitions", Duration.ofMinutes(1), () -> {
            var cluster = operator().send("GET", "/cluster", "");
            return cluster.at("/nodes/0/partitions").asInt() > 0
                    && cluster.at("/nodes/1/partitions").asInt() > 0;
        });
        introduce();
        String order = "/connection-requests/"
                + operator()
                        .send("POST", "/connection-requests", "{\"filter\":\"\"}")
                        .at("/id")
                        .asString();
        Await.until(
                "the nodes are at it",
                Duration.ofMinutes(1),
                () -> operator().send("GET", order, "").at("/reached").asInt() > DEVICES / 10);

        nodes.get(1).kill();

        Await.until(
                "it is done",
                Duration.ofMinutes(3),
                () -> operator().send("GET", order, "").at("/state").asString().equals("done"));
        var done = operator().send("GET", order, "");
        assertThat(done.at("/total").asInt()).isEqualTo(DEVICES);
        assertThat(done.at("/reached").asInt()).as(done.toString()).isEqualTo(DEVICES);
        // One that had been asked and was about to call when its node died may be asked once more.
        assertThat(fleet.sessions()).isBetween(2L * DEVICES, 2L * DEVICES + 5);
    }

    /** The devices call the node that stays, in turn. */
    private void introduce() throws Exception {
        listener = ConnectionRequestListener.bind(
                network,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SourceAddresses.parse("127.64.0.0/10"));
        FleetOptions options = new FleetOptions(
                "http://127.0.0.1:" + nodes.get(0).cwmpPort() + "/",
                "",
                "",
                DEVICES,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "KILL",
                1,
                Lines.ORDINARY);
        fleet = Fleet.idle(
                options, new FleetSetup(network, Trust.SYSTEM, 0, Map.of(), false, this::way, Executions.NONE));
        listener.serve(fleet.devices());
        for (int i = 0; i < DEVICES; i++) {
            long before = fleet.sessions();
            fleet.devices().get(i).at(System.nanoTime(), one -> one.call(System.nanoTime()));
            Await.until("device " + i + " has called", Duration.ofMinutes(1), () -> fleet.sessions() > before);
        }
    }

    private OperatorClient operator() {
        return OperatorClient.of(nodes.get(0).apiPort(), TOKEN);
    }

    private ConnectionRequests way(int number) {
        return new ConnectionRequests(listener.of(number).url(), "acs", "wake");
    }
}
