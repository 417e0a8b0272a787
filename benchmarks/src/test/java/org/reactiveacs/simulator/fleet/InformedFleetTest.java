package org.reactiveacs.simulator.fleet;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

/** Devices of both data models, of which those that can put into their Informs what policies look at. */
class InformedFleetTest {
    private static final int DEVICES = 2;
    private static final String UPTIME = "Device.DeviceInfo.UpTime";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @Test
    void whatAPolicyLooksAtIsKnownAtEachVisitAndNeverRead(@TempDir Path directory) throws Exception {
        try (Acs node = RunningAcs.start(directory);
                CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(100));
                Fleet fleet = Fleet.idle(
                        new FleetOptions(
                                "http://" + node.cwmpAddress() + "/",
                                "",
                                "",
                                DEVICES,
                                Duration.ofDays(1),
                                Duration.ZERO,
                                FleetOptions.Mix.MIXED,
                                "02AC50",
                                "INF",
                                1,
                                Lines.ORDINARY),
                        FleetSetup.plain(network, Trust.SYSTEM, Executions.NONE))) {
            var policy = (ObjectNode) send(node, "GET", "/policies/inform-parameters", null);
            send(
                    node,
                    "PUT",
                    "/policies/inform-parameters",
                    policy.put("enabled", true).toString());
            send(node, "PUT", "/policies/old", """
                    {"when": "int(params['%s']) > 1000000", "tags": {"add": ["old"]}}""".formatted(UPTIME));
            callAll(fleet);
            callAll(fleet);

            var since = fleet.countAnew();
            Set<String> seen = new HashSet<>();
            await(() -> {
                callAll(fleet);
                seen.add(uptime(node));
                return seen.size() >= 2;
            });

            assertThat(since.of(Group.ORDINARY).rpcs()).isEmpty();
        }
    }

    /** The only device that has the parameter is of TR-181. */
    private String uptime(Acs node) throws Exception {
        for (var device : send(node, "GET", "/devices?fields=" + UPTIME, null).at("/items")) {
            var value = device.at("/parameters/" + UPTIME).asString("");
            if (!value.isEmpty()) {
                return value;
            }
        }
        throw new AssertionError("no device tells how long it is up");
    }

    private static void callAll(Fleet fleet) throws Exception {
        long before = fleet.sessions();
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
        await(() -> fleet.sessions() >= before + DEVICES);
    }

    private JsonNode send(Acs node, String method, String path, @Nullable String body) throws Exception {
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
            assertThat(System.nanoTime()).as("it happens").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
