package org.reactiveacs.simulator.wake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.SourceAddresses;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.stun.StunBindings;
import org.reactiveacs.simulator.stun.StunOptions;

/** The whole way of a connection request: from the API over the device's own listener to the session that follows. */
class ReachedDeviceTest {
    private static final String DEVICE = "02AC50-WAKE000001";
    private static final String SSID = "Device.WiFi.SSID.1.SSID";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(10), new Sockets(100));

    @SuppressWarnings("NullAway.Init")
    private ConnectionRequestListener listener;

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @BeforeEach
    void listen() throws Exception {
        listener = ConnectionRequestListener.bind(
                network,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                SourceAddresses.parse("127.64.0.0/10"));
    }

    @AfterEach
    void close() {
        fleet.close();
        listener.close();
        network.close();
        acs.close();
    }

    @Test
    void aDeviceThatIsAskedCallsAndDoesItsTasks() throws Exception {
        start("connreq.networks=127.0.0.0/8", "connreq.username=acs", "connreq.password=wake-1");

        assertThat(connectionRequest())
                .contains("\"reached\":true", "\"outcome\":\"reached\"", "\"way\":\"tcp\"")
                .doesNotContain("reason");
        assertThat(post("/tasks?wait=20s", read()).body()).contains("\"status\":\"done\"", SSID);
    }

    @Test
    void theSessionStaysOpenForWhatIsOrderedNext() throws Exception {
        start("connreq.networks=127.0.0.0/8", "connreq.username=acs", "connreq.password=wake-1", "connreq.linger=20s");
        assertThat(connectionRequest()).contains("\"outcome\":\"reached\"");
        long before = fleet.sessions();

        for (int i = 0; i < 3; i++) {
            assertThat(post("/tasks?wait=20s", read()).body()).contains("\"status\":\"done\"", SSID);
        }

        assertThat(fleet.sessions()).as("sessions").isEqualTo(before);
        assertThat(connectionRequest()).contains("\"outcome\":\"called\"", "waits for orders");
    }

    @Test
    void aSessionForWhichNothingIsOrderedEndsAfterAWhile() throws Exception {
        start(
                "connreq.networks=127.0.0.0/8",
                "connreq.username=acs",
                "connreq.password=wake-1",
                "connreq.linger=300ms");
        long before = fleet.sessions();

        assertThat(connectionRequest()).contains("\"outcome\":\"reached\"");

        awaitSessions(before + 1);
        assertThat(connectionRequest()).as("another session").contains("\"outcome\":\"reached\"");
    }

    @Test
    void whatATaskHasSetOnTheDeviceProvesWhoAsks() throws Exception {
        start("connreq.networks=127.0.0.0/8");

        assertThat(connectionRequest()).contains("\"outcome\":\"credentials\"", "does not accept");

        String set = "{\"kind\": \"setParameterValues\", \"values\": {"
                + "\"Device.ManagementServer.ConnectionRequestUsername\": \"operator\","
                + "\"Device.ManagementServer.ConnectionRequestPassword\": \"s3cret\"}}";
        assertThat(post("/tasks", set).statusCode()).isEqualTo(201);
        call();

        assertThat(connectionRequest()).contains("\"outcome\":\"reached\"");
    }

    @Test
    void aTaskCanBeOrderedWithoutWakingTheDevice() throws Exception {
        start("connreq.networks=127.0.0.0/8", "connreq.username=acs", "connreq.password=wake-1");

        String asleep = read().replace("}", ", \"wake\": false}");

        assertThat(post("/tasks?wait=1s", asleep).statusCode()).isEqualTo(202);
    }

    @Test
    void aDeviceThatCannotBeCalledIsReachedByADatagramThroughItsNat() throws Exception {
        int port = freeUdpPort();
        start(
                "connreq.networks=127.0.0.0/8",
                "connreq.ways=udp,tcp",
                "connreq.username=acs",
                "connreq.password=wake-1",
                "stun.listen=127.0.0.1:" + port);
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (var bindings =
                new StunBindings(network, fleet.devices(), StunOptions.plain(server, Duration.ofSeconds(30)))) {
            awaitSessions(2); // It tells its address as soon as it knows it.

            assertThat(connectionRequest()).contains("\"outcome\":\"reached\"", "\"way\":\"udp\"");
            assertThat(bindings.size()).isEqualTo(1);
        }
    }

    private void awaitSessions(long count) throws Exception {
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (fleet.sessions() < count && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(fleet.sessions()).isEqualTo(count);
    }

    private static int freeUdpPort() throws Exception {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void addressesOutsideTheNetworksAreNotCalled() throws Exception {
        start("connreq.networks=192.0.2.0/24", "connreq.username=acs", "connreq.password=wake-1");

        assertThat(connectionRequest()).contains("\"outcome\":\"forbidden-address\"", "connreq.networks");
    }

    @Test
    void byDefaultThisMachineIsNotCalled() throws Exception {
        start("connreq.username=acs", "connreq.password=wake-1");

        assertThat(connectionRequest()).contains("\"outcome\":\"forbidden-address\"");
    }

    @Test
    void aDeviceThatIsGoneIsUnreachable() throws Exception {
        start("connreq.networks=127.0.0.0/8", "connreq.giveUp=1s", "connreq.username=acs", "connreq.password=wake-1");
        listener.close();

        assertThat(connectionRequest()).contains("\"outcome\":\"unreachable\"", "refuses connections");
    }

    @Test
    void aDeviceThatIsNotKnownIsNotFound() throws Exception {
        start("connreq.networks=127.0.0.0/8");

        var answer =
                http.send(request("/api/v1/devices/02AC50-NOBODY/connection-request", ""), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    /** The server, and one device that has called once. */
    private void start(String... settings) throws Exception {
        acs = RunningAcs.start(directory, settings);
        fleet = IdleFleet.of(IdleFleet.options(acs, FleetOptions.Mix.TR181, "WAKE", 1), network, listener::of);
        listener.serve(fleet.devices());
        call();
    }

    /** The device calls of its own. */
    private void call() throws Exception {
        long before = fleet.sessions();
        var device = fleet.devices().get(0);
        device.at(System.nanoTime(), one -> one.call(System.nanoTime()));
        long end = System.nanoTime() + SECONDS.toNanos(20);
        while (fleet.sessions() == before && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(fleet.sessions()).isGreaterThan(before);
    }

    private static String read() {
        return "{\"kind\": \"getParameterValues\", \"paths\": [\"" + SSID + "\"]}";
    }

    private String connectionRequest() throws Exception {
        var answer = post("/connection-request", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> post(String below, String body) throws Exception {
        return http.send(request("/api/v1/devices/" + DEVICE + below, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://" + acs.apiAddress() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
