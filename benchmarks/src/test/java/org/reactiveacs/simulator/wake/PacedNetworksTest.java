package org.reactiveacs.simulator.wake;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Devices in several networks of this machine are asked to call, most of them in one. */
class PacedNetworksTest {
    private static final int CROWD = 300;
    private static final int NETWORKS = 4;
    private static final int EACH = CROWD / 10;
    private static final int PER_SECOND = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(100));

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @SuppressWarnings("NullAway.Init")
    private ConnectionRequestListener listener;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
        listener.close();
        network.close();
        acs.close();
    }

    @Test
    void aCrowdedNetworkIsAskedAtItsPaceAndSlowsNoOther() throws Exception {
        acs = RunningAcs.start(
                directory,
                "connreq.networks=127.0.0.0/8",
                "connreq.username=acs",
                "connreq.password=wake",
                "connreq.perNetwork.perSecond=" + PER_SECOND,
                "connreq.linger=0s");
        introduce(CROWD + NETWORKS * EACH);

        long began = System.nanoTime();
        String crowd = order("box.url ~ http://127.70.*");
        await("the crowd is found", () -> get(crowd).at("/total").asInt() == CROWD);
        List<String> others = new ArrayList<>();
        for (int i = 1; i <= NETWORKS; i++) {
            others.add(order("box.url ~ http://127.7" + i + ".*"));
        }
        for (String other : others) {
            await("the others are done", () -> isDone(other));
            assertThat(get(other).at("/reached").asInt()).isEqualTo(EACH);
        }

        assertThat(get(crowd).at("/reached").asInt())
                .as("of the crowd, when the others were done")
                .isBetween(1, CROWD * 2 / 3);
        await("the crowd is done", () -> isDone(crowd));
        assertThat(get(crowd).at("/reached").asInt()).isEqualTo(CROWD);
        assertThat(System.nanoTime() - began)
                .as("all but those of the first second at the network's pace")
                .isGreaterThan(SECONDS.toNanos((CROWD - PER_SECOND) / PER_SECOND - 1));
    }

    private boolean isDone(String location) throws Exception {
        return get(location).at("/state").asString().equals("done");
    }

    private void introduce(int devices) throws Exception {
        listener = ConnectionRequestListener.bind(network, new InetSocketAddress("0.0.0.0", 0), null);
        FleetOptions options = new FleetOptions(
                "http://" + acs.cwmpAddress() + "/",
                "",
                "",
                devices,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "PACE",
                1,
                Lines.ORDINARY);
        fleet = Fleet.idle(
                options, new FleetSetup(network, Trust.SYSTEM, 0, Map.of(), false, this::way, Executions.NONE));
        listener.serve(fleet.devices());
        send("PUT", api() + "/aliases", "{\"box.url\": \"{root}ManagementServer.ConnectionRequestURL\"}");
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
        await("all have called", () -> fleet.sessions() == devices);
    }

    /** The crowd is in 127.70.0.0/24, the others in 127.71.0.0/24 and so on. */
    private ConnectionRequests way(int number) {
        int net = number <= CROWD ? 70 : 71 + (number - CROWD - 1) / EACH;
        String address = "127." + net + ".0." + (1 + number % 254);
        int port = URI.create(listener.of(number).url()).getPort();
        String url = "http://" + address + ":" + port + "/" + number;
        return new ConnectionRequests(url, "acs", "wake");
    }

    /** The place where the progress of an order is. */
    private String order(String filter) throws Exception {
        var body = json.createObjectNode().put("filter", filter).toString();
        return api() + "/connection-requests/"
                + send("POST", api() + "/connection-requests", body).at("/id").asString();
    }

    private JsonNode get(String location) throws Exception {
        return send("GET", location, "");
    }

    private String api() {
        return "http://" + acs.apiAddress() + "/api/v1";
    }

    private JsonNode send(String method, String location, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(location))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(MILLISECONDS.toNanos(20));
        }
    }
}
