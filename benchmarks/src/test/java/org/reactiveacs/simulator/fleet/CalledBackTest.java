package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;

/** A program that ordered a task and is told when its device has done it. */
class CalledBackTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(100));
    private final List<String> told = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer program;

    @SuppressWarnings("NullAway.Init")
    private Acs node;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    /** What the program answers. */
    private volatile int status = 503;

    @BeforeEach
    void start() throws Exception {
        program = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        program.createContext("/", exchange -> {
            try (exchange) {
                told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(status, -1);
            }
        });
        program.start();
        node = server("127.0.0.1:0");
        var options = new FleetOptions(
                "http://" + node.cwmpAddress() + "/",
                "",
                "",
                1,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "CALL",
                1,
                Lines.ORDINARY);
        fleet = Fleet.idle(options, FleetSetup.plain(network, Trust.SYSTEM, Executions.NONE));
    }

    private Acs server(String cwmp) {
        return RunningAcs.start(
                directory,
                "cwmp.listen=" + cwmp,
                "subscriptions.networks=127.0.0.0/8",
                "subscriptions.retryLeast=20ms",
                "subscriptions.retryMost=100ms");
    }

    @AfterEach
    void close() {
        fleet.close();
        network.close();
        node.close();
        program.stop(0);
    }

    private void call() throws Exception {
        long before = fleet.sessions();
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
        Await.until("it has called", () -> fleet.sessions() > before);
    }

    @Test
    void aNodeThatIsStartedAnewTellsWhatTheOneBeforeCouldNot() throws Exception {
        call();
        var task = OperatorClient.of(node)
                .send(
                        "POST",
                        "/devices/02AC50-CALL000001/tasks",
                        "{\"kind\": \"getRPCMethods\", \"callback\": {\"url\": \"http://127.0.0.1:"
                                + program.getAddress().getPort() + "/done\"}}");
        call();
        Await.until("it is told", () -> !told.isEmpty());
        assertThat(told.get(0))
                .contains("\"status\":\"done\"")
                .contains(task.at("/id").asString());

        node.close();
        told.clear();
        status = 204;
        node = server("127.0.0.1:0");

        Await.until("it is told again", () -> !told.isEmpty());
        assertThat(told.get(0)).contains(task.at("/id").asString());
    }
}
