package org.reactiveacs.simulator.wake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.cpe.ConnectionRequests;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import tools.jackson.databind.JsonNode;

/** Many devices are asked to call, by one node or by two that share them. */
class BulkReachTest {
    private static final int DEVICES = 200;

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final CpeNetwork network = IdleFleet.network();
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

        operator(0).send("PUT", "/aliases", "{\"box.url\": \"{root}ManagementServer.ConnectionRequestURL\"}");

        retireOne();

        var done = done(operator(0).wake("productClass = \"RG-181\" and box.url ~ http*"));

        assertThat(done.at("/total").asInt()).isEqualTo(DEVICES - 1);
        assertThat(done.at("/counted").asBoolean()).isTrue();
        assertThat(done.at("/reached").asInt()).isEqualTo(DEVICES / 2);
        assertThat(done.at("/failed").toString()).isEqualTo("{\"unreachable\":" + (DEVICES / 2 - 1) + "}");
        assertThat(done.at("/pending").asInt()).isZero();
        Await.until("the sessions are over", () -> fleet.sessions() == DEVICES + DEVICES / 2);

        var none = done(operator(0).wake("tag = \"nobody\""));
        assertThat(none.at("/total").asInt()).isZero();
    }

    @Test
    void whatIsStoppedAsksNoMore() throws Exception {
        nodes.add(RunningAcs.start(directory, settings("connreq.perSecond=20")));
        introduce(DEVICES);
        String location = operator(0).wake("");
        Await.until(
                "some are reached",
                () -> operator(0).get(location).at("/reached").asInt() > 0);

        var stopped = operator(0).send("DELETE", location, "");

        assertThat(stopped.at("/state").asString()).isEqualTo("stopped");
        Await.until(
                "it stays as it is",
                () -> operator(0).get(location).at("/total").asInt() > 0);
        assertThat(operator(0).get(location).at("/reached").asInt()).isLessThan(DEVICES / 2);
    }

    @Test
    void eachNodeAsksTheDevicesOfItsPartitionsWhereverTheyCall() throws Exception {
        REDIS.flush();
        for (String name : List.of("one", "two")) {
            nodes.add(RunningAcs.start(
                    directory, settings("store.url=" + REDIS.url(), "node.name=" + name, "security.keys=" + KEYS)));
        }
        Await.until("each knows the other and its share", () -> isShared(nodes.get(0)) && isShared(nodes.get(1)));
        introduce(DEVICES);
        retireOne();

        var done = done(operator(1).wake(""));
        assertThat(done.at("/total").asInt()).isEqualTo(DEVICES - 1);
        assertThat(done.at("/reached").asInt()).isEqualTo(DEVICES / 2);

        for (int number = 1; number < 20; number += 2) {
            String device = "/devices/02AC50-BULK" + String.format("%06d", number);
            var answer = operator(number / 2 % 2).send("POST", device + "/connection-request", "");
            assertThat(answer.at("/reached").asBoolean()).as(answer.toString()).isTrue();
            String informed = lastInform(device);
            var task = operator(1 - number / 2 % 2)
                    .send(
                            "POST",
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
        var retired = operator(0).send("POST", "/devices/02AC50-BULK000002/replace", "{\"by\": \"02AC50-BULK000004\"}");
        assertThat(retired.at("/retired/replacedBy").asString())
                .as(retired.toString())
                .isEqualTo("02AC50-BULK000004");
    }

    private String lastInform(String device) throws Exception {
        String informed = operator(0).get(device).at("/lastInform").asString();
        assertThat(informed).as(device).isNotEmpty();
        return informed;
    }

    private static final String KEYS = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private boolean isShared(Acs node) throws Exception {
        var cluster = OperatorClient.of(node).get("/cluster");
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
        var options = IdleFleet.options(nodes.get(0), FleetOptions.Mix.TR181, "BULK", devices);
        fleet = IdleFleet.of(options, network, this::way);
        listener.serve(fleet.devices());
        IdleFleet.callAll(fleet);
    }

    private ConnectionRequests way(int number) {
        return new ConnectionRequests(
                number % 2 == 1 ? listener.of(number).url() : "http://127.0.0.1:9/", "acs", "wake");
    }

    /** The place where the progress of an order is. */
    private OperatorClient operator(int node) {
        return OperatorClient.of(nodes.get(node));
    }

    private JsonNode done(String location) throws Exception {
        Await.until(
                "the order is done",
                () -> operator(0).get(location).at("/state").asString().equals("done"));
        return operator(0).get(location);
    }
}
