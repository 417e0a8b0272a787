package org.reactiveacs.simulator.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Devices of two data models, fresh from the factory, and a server whose own policies for new devices are enabled. */
class OnboardedFleetTest {
    private static final int DEVICES = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(100));

    @SuppressWarnings("NullAway.Init")
    private Acs node;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        node = RunningAcs.start(directory, "stun.listen=127.0.0.1:0", "stun.publicAddress=stun.example.net:3479");
        for (var name : new String[] {"onboarding", "onboarding-stun", "onboarding-xmpp"}) {
            var policy = (ObjectNode) send("GET", "/policies/" + name, null);
            send("PUT", "/policies/" + name, policy.put("enabled", true).toString());
        }
        var options = new FleetOptions(
                "http://" + node.cwmpAddress() + "/",
                "",
                "",
                DEVICES,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.MIXED,
                "02AC50",
                "NEW",
                1,
                Lines.ORDINARY);
        fleet = Fleet.idle(options, FleetSetup.plain(network, Trust.SYSTEM, Executions.NONE));
    }

    @AfterEach
    void close() {
        fleet.close();
        network.close();
        node.close();
    }

    @Test
    void allAreInSyncAfterOneVisitAndTakeOrdersByAliases() throws Exception {
        callAll();

        assertThat(count("policies = in_sync and tag = onboarded and stun.address = stun.example.net"))
                .isEqualTo(DEVICES);
        for (var device : send("GET", "/devices?fields=stun.port,stun.username,stun.password", null)
                .at("/items")) {
            assertThat(device.at("/parameters/stun.port").asString()).isEqualTo("3479");
            assertThat(device.at("/parameters/stun.username").asString())
                    .isEqualTo(device.at("/id").asString());
            var tasks = send("GET", "/devices/" + device.at("/id").asString() + "/tasks", null);
            assertThat(tasks.at("/items/0/kind").asString()).isEqualTo("refresh");
            assertThat(tasks.at("/items/0/status").asString()).isEqualTo("done");
            var ordered = send(
                    "POST",
                    "/devices/" + device.at("/id").asString() + "/tasks",
                    "{\"kind\": \"setParameterValues\", \"values\": {\"wifi.24.ssid\": \"At home\"}}");
            assertThat(ordered.at("/status").asString()).isEqualTo("queued");
        }
        assertThat(count("wifi.24.ssid = 'At home'")).isZero();

        callAll();

        assertThat(count("wifi.24.ssid = 'At home' and policies = in_sync")).isEqualTo(DEVICES);
        assertThat(count("Device.WiFi.SSID.1.SSID = 'At home'")).isEqualTo(DEVICES / 2);
    }

    private void callAll() throws Exception {
        long before = fleet.sessions();
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
        await(() -> fleet.sessions() == before + DEVICES);
    }

    private long count(String filter) throws Exception {
        var encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
        return send("GET", "/devices?count=exact&filter=" + encoded, null)
                .at("/count")
                .asLong();
    }

    private JsonNode send(String method, String path, @Nullable String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + node.apiAddress() + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json.readTree(answer.body());
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("all have called").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
