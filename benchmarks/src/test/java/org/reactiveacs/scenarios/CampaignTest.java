package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.fleet.Lines;
import tools.jackson.databind.JsonNode;

/** Firmware that ruins every fifth device is stopped after the canary wave, and those that can go back do. */
@Tag("scenario")
class CampaignTest {
    private static final int DEVICES = 100;
    private static final int CANARIES = 50;
    private static final int BRICKS_EVERY = 5;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void firmwareThatBricksEveryFifthDeviceIsStoppedAfterTheCanariesAndTheOthersGoBack() throws Exception {
        var files = files();
        try (Node node = Node.start(
                directory,
                Map.of(),
                List.of("store.url=embedded:" + directory.resolve("data"), "cwmp.auth=none", "api.open=true"))) {
            var operator = OperatorClient.of(node.apiPort(), "none");
            var devices = new TestFleet("http://127.0.0.1:" + node.cwmpPort() + "/", "", "", "BRICK", DEVICES);
            try (Fleet fleet = devices.callInTurn(INTERVAL, Lines.ORDINARY)) {
                Await.until("all have called", LIMIT, devices::allServed);
                operator.send("PUT", "/campaigns/bad", """
                        filter: oui = "02AC50"
                        firmware:
                          version: 2.0.0
                          url: http://127.0.0.1:%1$d/bad-2.0.0.bin
                          former: [{version: 1.0.0, url: "http://127.0.0.1:%1$d/good-1.0.0.bin"}]
                        waves: [{count: %2$d}, {percent: 100}]
                        patience: 45s
                        check: {within: 45s}
                        pause: {failures: 5, atLeast: 10}
                        rollback: true
                        """.formatted(
                                files.getAddress().getPort(), CANARIES));
                operator.send("POST", "/campaigns/bad/start", "");

                Await.until(
                        "those that can are back", LIMIT, () -> state(operator).equals("rolled_back"));

                var end = operator.get("/campaigns/bad");
                long bricked = number(end, "rollback_failed");
                assertThat(end.at("/why").asString()).contains("devices failed in wave 1, more than 5 %");
                assertThat(bricked).as(end.toString()).isBetween(3L, (long) DEVICES / BRICKS_EVERY);
                assertThat(number(end, "rolled_back")).isEqualTo(CANARIES - bricked);
                assertThat(number(end, "waiting")).isEqualTo(DEVICES - CANARIES);
                for (var device : operator.get("/campaigns/bad/devices?stage=rollback_failed")
                        .at("/items")) {
                    var id = device.at("/device").asString();
                    assertThat(Integer.parseInt(id.substring(id.length() - 3)) % BRICKS_EVERY)
                            .as(id)
                            .isZero();
                    assertThat(device.at("/reason").asString()).isEqualTo("it did not call within 45 s");
                }
                assertThat(operator.get("/devices?limit=1&count=exact&filter=software%20%3D%20%222.0.0%22")
                                .at("/count")
                                .asInt())
                        .isZero();
                assertThat(fleet.tallies().of(Group.ORDINARY).rpcs().get("Download"))
                        .as("there and back, but for the ruined ones")
                        .isEqualTo(2L * CANARIES - bricked);
            }
        } finally {
            files.stop(0);
        }
    }

    private static String state(OperatorClient operator) throws Exception {
        return operator.get("/campaigns/bad").at("/state").asString();
    }

    private static long number(JsonNode progress, String stage) {
        return progress.at("/stages/" + stage).asLong();
    }

    private static HttpServer files() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server, "/bad-2.0.0.bin", "SoftwareVersion=2.0.0 BricksEvery=" + BRICKS_EVERY + "\n");
        serve(server, "/good-1.0.0.bin", "SoftwareVersion=1.0.0\n");
        server.start();
        return server;
    }

    private static void serve(HttpServer server, String path, String text) {
        byte[] image = text.getBytes(StandardCharsets.US_ASCII);
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
            exchange.close();
        });
    }
}
