package org.reactiveacs.simulator.wake;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.device.Credential;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A device is given other passwords, and can be asked to call, and calls with a proof of who it is, all the while. */
class RotatedPasswordTest {
    private static final String DEVICE = "02AC50-TURN000001";
    private static final String PASSWORD = "Device.ManagementServer.ConnectionRequestPassword";
    private static final String KEYS = "1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(10), new Sockets(100));

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

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "redis"})
    void aDeviceIsReachedBeforeBetweenAndAfter(String kind) throws Exception {
        start(kind);
        assertThat(password()).isEqualTo(derived(0));
        assertReached();

        assertThat(rotate().at("/epoch").asInt()).isEqualTo(1);
        assertThat(shown()).isEqualTo("{\"epoch\":1,\"state\":\"pending\"}");
        assertReached(); // With the one before; the session that follows sets the new one.
        awaitConfirmed(1);
        assertThat(password()).isEqualTo(derived(1));
        assertReached();

        rotate();
        set(derived(2)); // The device has taken it, and its answer was lost.
        assertReached();
        awaitConfirmed(2);
        assertThat(password()).isEqualTo(derived(2));
        assertReached();

        set(derived(1));
        assertThat(wake()).as("the one before is forgotten").contains("\"outcome\":\"credentials\"");

        String audit = operator().text("GET", "/audit", "");
        assertThat(audit).contains("passwords rotated, epoch 2", "passwords taken by the device, epoch 2");
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(audit + operator().text("GET", "/devices/" + DEVICE, "")).doesNotContain(derived(epoch));
        }
        assertThat(fleet.failed())
                .as("sessions in which the device could not prove who it is")
                .isZero();
    }

    private static String derived(int epoch) {
        return new DerivedPasswords(KeyRing.parse(KEYS), "connection-request").of("default/" + DEVICE, 1, epoch);
    }

    private void start(String kind) throws Exception {
        REDIS.flush();
        acs = RunningAcs.start(
                directory,
                "store.url=" + (kind.equals("redis") ? REDIS.url() : "embedded:" + directory.resolve("data")),
                "security.keys=" + KEYS,
                "cwmp.auth=digest",
                "cwmp.onboarding.username=new",
                "cwmp.onboarding.password=from the factory",
                "connreq.networks=127.0.0.0/8",
                "connreq.username=acs",
                "connreq.password=wake-1",
                "connreq.linger=0s");
        var policy = (ObjectNode) operator().send("GET", "/policies/onboarding", "");
        operator()
                .text("PUT", "/policies/onboarding", policy.put("enabled", true).toString());
        listener = ConnectionRequestListener.bind(
                network, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null);
        var credential = new Credential("new", "from the factory");
        var options = IdleFleet.options(acs, credential, FleetOptions.Mix.TR181, "TURN", 1);
        fleet = IdleFleet.of(options, network, listener::of);
        listener.serve(fleet.devices());
        IdleFleet.callAll(fleet);
    }

    /** What the device asks for. */
    private String password() throws Exception {
        var told = new String[1];
        onDevice(() -> told[0] = fleet.devices().get(0).cpe().connectionRequestPassword());
        return told[0];
    }

    private void set(String password) throws Exception {
        onDevice(() -> fleet.devices().get(0).cpe().change(PASSWORD, password));
    }

    private void onDevice(Runnable what) throws Exception {
        var done = new CountDownLatch(1);
        fleet.devices().get(0).at(System.nanoTime(), one -> {
            what.run();
            done.countDown();
        });
        assertThat(done.await(10, SECONDS)).isTrue();
    }

    /** Asked to call, it does, and its session comes to its end. */
    private void assertReached() throws Exception {
        long before = fleet.sessions();
        assertThat(wake()).contains("\"outcome\":\"reached\"", "\"way\":\"tcp\"");
        Await.until("the session", () -> fleet.sessions() > before);
    }

    private String wake() throws Exception {
        return operator().text("POST", "/devices/" + DEVICE + "/connection-request", "");
    }

    private OperatorClient operator() {
        return OperatorClient.of(acs);
    }

    private JsonNode rotate() throws Exception {
        return operator().send("POST", "/devices/" + DEVICE + "/credentials/rotate", "");
    }

    private String shown() throws Exception {
        var passwords =
                (ObjectNode) operator().send("GET", "/devices/" + DEVICE, "").at("/passwords");
        assertThat(passwords.at("/rotatedAt").asString()).isNotEmpty();
        passwords.remove("rotatedAt");
        return passwords.toString();
    }

    private void awaitConfirmed(int epoch) throws Exception {
        Await.until(
                "the device has taken it", () -> shown().equals("{\"epoch\":" + epoch + ",\"state\":\"confirmed\"}"));
    }
}
