package org.reactiveacs.simulator.wake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.FleetSetup;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many devices are asked to call, by one node or by two that share them. */
class BulkReachTest {
    private static final int DEVICES = 200;

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(100));
    private final List<Acs> nodes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private ConnectionRequestListener listener;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @AfterEach
    void close() {
        fleet.close();
        listener.close();
        network.close();
        nodes.forEach(Acs::close);
    }

    @Test
    void allThatCanBeReachedAreAndOfTheOthersTheReasonIsCounted() throws Exception {
        nodes.add(RunningAcs.start(directory, settings()));
        introduce(DEVICES);

        send("PUT", api(nodes.get(0)) + "/aliases", "{\"box.url\": \"{root}ManagementServer.ConnectionRequestURL\"}");

        retireOne();

        var done = done(order(nodes.get(0), "productClass = \"RG-181\" and box.url ~ http*"));

        assertThat(done.at("/total").asInt()).isEqualTo(DEVICES - 1);
        assertThat(done.at("/counted").asBoolean()).isTrue();
        assertThat(done.at("/reached").asInt()).isEqualTo(DEVICES / 2);
        assertThat(done.at("/failed").toString()).isEqualTo("{\"unreachable\":" + (DEVICES / 2 - 1) + "}");
        assertThat(done.at("/pending").asInt()).isZero();
        await("the sessions are over", () -> fleet.sessions() == DEVICES + DEVICES / 2);

        var none = done(order(nodes.get(0), "tag = \"nobody\""));
        assertThat(none.at("/total").asInt()).isZero();
    }

    @Test
    void whatIsStoppedAsksNoMore() throws Exception {
        nodes.add(RunningAcs.start(directory, settings("connreq.perSecond=20")));
        introduce(DEVICES);
        String location = order(nodes.get(0), "");
        await("some are reached", () -> get(location).at("/reached").asInt() > 0);

        var stopped = send("DELETE", location, "");

        assertThat(stopped.at("/state").asString()).isEqualTo("stopped");
        await("it stays as it is", () -> get(location).at("/total").asInt() > 0);
        assertThat(get(location).at("/reached").asInt()).isLessThan(DEVICES / 2);
    }

    @Test
    void eachNodeAsksTheDevicesOfItsPartitionsWhereverTheyCall() throws Exception {
        REDIS.flush();
        for (String name : List.of("one", "two")) {
            nodes.add(RunningAcs.start(
                    directory, settings("store.url=" + REDIS.url(), "node.name=" + name, "security.keys=" + KEYS)));
        }
        await("each knows the other and its share", () -> isShared(nodes.get(0)) && isShared(nodes.get(1)));
        introduce(DEVICES);
        retireOne();

        var done = done(order(nodes.get(1), ""));
        assertThat(done.at("/total").asInt()).isEqualTo(DEVICES - 1);
        assertThat(done.at("/reached").asInt()).isEqualTo(DEVICES / 2);

        for (int number = 1; number < 20; number += 2) {
            String device = "/devices/02AC50-BULK" + String.format("%06d", number);
            var answer = post(nodes.get(number / 2 % 2), device + "/connection-request", "");
            assertThat(answer.at("/reached").asBoolean()).as(answer.toString()).isTrue();
            String informed = lastInform(device);
            var task = post(
                    nodes.get(1 - number / 2 % 2),
                    device + "/tasks?wait=20s",
                    "{\"kind\":\"getParameterValues\",\"paths\":[\"Device.WiFi.SSID.1.SSID\"]}");
            assertThat(task.at("/status").asString()).as(task.toString()).isEqualTo("done");
            // At the node where the devices call it is known at once that somebody waits; from the other it is told by
            // mail,
            // which on a busy machine may come after the session's end.
            if (number / 2 % 2 == 0) {
                assertThat(lastInform(device))
                        .as("the session of the connection request did it")
                        .isEqualTo(informed);
            }
        }
    }

    /** One of those that cannot be called has another of them in its place. */
    private void retireOne() throws Exception {
        var retired = post(nodes.get(0), "/devices/02AC50-BULK000002/replace", "{\"by\": \"02AC50-BULK000004\"}");
        assertThat(retired.at("/retired/replacedBy").asString())
                .as(retired.toString())
                .isEqualTo("02AC50-BULK000004");
    }

    private String lastInform(String device) throws Exception {
        String informed = get(api(nodes.get(0)) + device).at("/lastInform").asString();
        assertThat(informed).as(device).isNotEmpty();
        return informed;
    }

    private static final String KEYS = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private boolean isShared(Acs node) throws Exception {
        var cluster = send("GET", api(node) + "/cluster", "");
        return cluster.at("/nodes/0/partitions").asInt() > 0
                && cluster.at("/nodes/1/partitions").asInt() > 0;
    }

    private static String[] settings(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "connreq.networks=127.0.0.0/8",
                "connreq.username=acs",
                "connreq.password=wake",
                "connreq.giveUp=1s",
                "connreq.linger=15s"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** The devices call the first node once; every other one can be called in turn. */
    private void introduce(int devices) throws Exception {
        listener = ConnectionRequestListener.bind(
                network,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SourceAddresses.parse("127.64.0.0/10"));
        FleetOptions options = new FleetOptions(
                "http://" + nodes.get(0).cwmpAddress() + "/",
                "",
                "",
                devices,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "BULK",
                1,
                Lines.ORDINARY);
        fleet = Fleet.idle(
                options, new FleetSetup(network, Trust.SYSTEM, 0, Map.of(), false, this::way, Executions.NONE));
        listener.serve(fleet.devices());
        for (var device : fleet.devices()) {
            device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        }
        await("all have called", () -> fleet.sessions() == devices);
    }

    private ConnectionRequests way(int number) {
        return new ConnectionRequests(
                number % 2 == 1 ? listener.of(number).url() : "http://127.0.0.1:9/", "acs", "wake");
    }

    /** The place where the progress of an order is. */
    private String order(Acs node, String filter) throws Exception {
        var body = json.createObjectNode().put("filter", filter).toString();
        var ordered = post(node, "/connection-requests", body);
        return api(node) + "/connection-requests/" + ordered.at("/id").asString();
    }

    private JsonNode done(String location) throws Exception {
        await("the order is done", () -> get(location).at("/state").asString().equals("done"));
        return get(location);
    }

    private JsonNode get(String location) throws Exception {
        return send("GET", location, "");
    }

    private JsonNode post(Acs node, String path, String body) throws Exception {
        return send("POST", api(node) + path, body);
    }

    private static String api(Acs node) {
        return "http://" + node.apiAddress() + "/api/v1";
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
            Thread.sleep(50);
        }
    }
}
