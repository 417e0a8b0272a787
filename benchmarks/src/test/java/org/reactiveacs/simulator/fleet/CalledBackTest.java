package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;

/** A program that ordered a task and is told when its device has done it. */
class CalledBackTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

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
        fleet = IdleFleet.of(IdleFleet.options(node, FleetOptions.Mix.TR181, "CALL", 1));
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
        node.close();
        program.stop(0);
    }

    @Test
    void aNodeThatIsStartedAnewTellsWhatTheOneBeforeCouldNot() throws Exception {
        IdleFleet.callAll(fleet);
        var task = OperatorClient.of(node)
                .send(
                        "POST",
                        "/devices/02AC50-CALL000001/tasks",
                        "{\"kind\": \"getRPCMethods\", \"callback\": {\"url\": \"http://127.0.0.1:"
                                + program.getAddress().getPort() + "/done\"}}");
        IdleFleet.callAll(fleet);
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
