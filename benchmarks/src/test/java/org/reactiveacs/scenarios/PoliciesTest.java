package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.fleet.Lines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fleet fresh from the factory comes to what five policies want of it, and then is asked for nothing any more. */
@Tag("scenario")
class PoliciesTest {
    private static final int DEVICES = Integer.getInteger("policies.devices", 500);
    private static final Duration INTERVAL = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60 + DEVICES / 10);
    private static final int PAGE = 1000;
    /** To read, to make the instance, to set, to order the firmware, and to read after it. */
    private static final long REQUESTS = 5;

    /** Those that call before one of their model, or of its new firmware, has told what the others need not be asked. */
    private static final long MORE_AT_FIRST = 10L * TestFleet.AT_ONCE;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void afterOneVisitOrTwoAFreshFleetIsAsPoliciesWantItAndIsAskedForNothingMore(TestReporter reporter)
            throws Exception {
        var files = firmware("2.5.0");
        try (Node node = Node.start(
                directory,
                Map.of(),
                List.of("store.url=embedded:" + directory.resolve("data"), "cwmp.auth=none", "api.open=true"))) {
            put(node, "time", """
                    {"values": {"Device.Time.NTPServer1": "ntp.example.net", "Device.Time.Enable": true}}""");
            put(node, "time-here", """
                    {"weight": 5, "match": {"oui": "02AC50"}, "values": {"Device.Time.NTPServer1": "ntp.here.example.net"}}""");
            put(node, "wifi", """
                    {"match": {"events": ["0 BOOTSTRAP"]}, "tags": {"add": ["new"]},
                     "values": {"Device.WiFi.AccessPoint.*.Security.KeyPassphrase": {"cel": "secrets.wifi"}}}""");
            put(node, "of-the-new", """
                    {"match": {"tags": ["new"]},
                     "values": {"Device.WiFi.SSID.1.SSID": {"cel": "'net-' + device.serialNumber"}},
                     "objects": [{"path": "Device.NAT.PortMapping.", "keys": {"ExternalPort": 9090, "Protocol": "TCP"},
                                  "values": {"InternalPort": 90, "Enable": true}}]}""");
            put(node, "firmware", """
                    {"firmware": {"version": "2.5.0", "url": "http://127.0.0.1:%d/2.5.0.bin"}}""".formatted(files.getAddress().getPort()));
            TestFleet devices = new TestFleet("http://127.0.0.1:" + node.cwmpPort() + "/", "", "", "FRESH", DEVICES);

            try (Fleet fleet = devices.callInTurn(INTERVAL, Lines.ORDINARY)) {
                Await.until("all have called", PATIENCE, devices::allServed);
                Await.until("all are in sync " + fleet.progress(), PATIENCE, () -> inSync(node) == DEVICES);
                var sent = fleet.tallies().of(Group.ORDINARY).rpcs();
                reporter.publishEntry(DEVICES + " devices", sent.toString());
                assertThat(sent.get("AddObject")).isEqualTo(DEVICES);
                assertThat(sent.get("Download")).isEqualTo(DEVICES);
                assertThat(sent.values().stream().mapToLong(Long::longValue).sum())
                        .as(
                                "requests for each device, which is twelve for most of them, and some more where something came between: %s",
                                sent)
                        .isLessThanOrEqualTo(REQUESTS * DEVICES + MORE_AT_FIRST);

                var since = fleet.countAnew();
                Await.until(
                        "all call once more",
                        PATIENCE,
                        () -> since.of(Group.ORDINARY).sessions() >= 2L * DEVICES);
                assertThat(since.of(Group.ORDINARY).rpcs()).isEmpty();
            }
            var one = get(node, "/devices/" + TestFleet.id(devices.serials().get(0)) + "/parameters?path=Device.");
            assertThat(one.at("/items").toString())
                    .contains("ntp.here.example.net", "net-" + devices.serials().get(0), "9090", "2.5.0");
        } finally {
            files.stop(0);
        }
    }

    private static HttpServer firmware(String version) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var image = ("SoftwareVersion=" + version + "\n").getBytes(StandardCharsets.US_ASCII);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, image.length);
            exchange.getResponseBody().write(image);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI uri(Node node, String path) {
        return URI.create("http://127.0.0.1:" + node.apiPort() + "/api/v1" + path);
    }

    private void put(Node node, String name, String policy) throws Exception {
        var request = HttpRequest.newBuilder(uri(node, "/policies/" + name))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(policy))
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private JsonNode get(Node node, String path) throws Exception {
        var answer = http.send(HttpRequest.newBuilder(uri(node, path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** How many devices are as policies want them. */
    private long inSync(Node node) throws Exception {
        long count = 0;
        String cursor = "";
        do {
            var page = get(node, "/devices?limit=" + PAGE + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            for (var device : page.at("/items")) {
                if (device.at("/policies").asString().equals("in_sync")) {
                    count++;
                }
            }
            cursor = page.at("/next").asString("");
        } while (!cursor.isEmpty());
        return count;
    }
}
