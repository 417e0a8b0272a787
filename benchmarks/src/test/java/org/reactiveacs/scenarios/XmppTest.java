package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
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
import org.reactiveacs.simulator.xmpp.XmppDevices;
import org.reactiveacs.simulator.xmpp.XmppOptions;

/** Connection requests through a real XMPP server. */
@Tag("scenario")
class XmppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(10), new Sockets(100));

    @SuppressWarnings("NullAway.Init")
    private Prosody prosody;

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @SuppressWarnings("NullAway.Init")
    private XmppDevices devices;

    @BeforeEach
    void startProsody() throws Exception {
        Program.require("prosody");
        prosody = Prosody.start(directory);
    }

    @AfterEach
    void close() {
        if (devices != null) {
            devices.close();
        }
        if (fleet != null) {
            fleet.close();
        }
        network.close();
        if (acs != null) {
            acs.close();
        }
        prosody.close();
    }

    @Test
    void devicesThatCannotBeCalledAreReachedThroughTheServer() throws Exception {
        start("connreq.password=wake", "connreq.networks=192.0.2.0/24");

        assertThat(wake(1)).contains("\"reached\":true", "\"outcome\":\"reached\"", "\"way\":\"xmpp\"");
        assertThat(wake(2)).contains("\"way\":\"xmpp\"");
        assertThat(devices.accepted()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordIsSaid() throws Exception {
        start("connreq.password=wrong", "connreq.ways=xmpp");

        assertThat(wake(1)).contains("\"outcome\":\"credentials\"", "does not accept", "not-authorized");
    }

    @Test
    void whatAnotherDomainsDevicesSayIsNotFollowed() throws Exception {
        start("connreq.password=wake", "connreq.ways=xmpp", "xmpp.domains=elsewhere.test");

        assertThat(wake(1)).contains("\"outcome\":\"forbidden-address\"", Prosody.DEVICES, "xmpp.domains");
    }

    @Test
    void aServerThatWasAwayIsUsedAgain() throws Exception {
        start("connreq.password=wake", "connreq.ways=xmpp", "connreq.giveUp=1s");
        prosody.kill();
        Await.until("the devices' connections are lost", PATIENCE, () -> devices.connected() == 0);
        assertThat(wake(1)).contains("\"outcome\":\"unreachable\"", "XMPP server");

        prosody.startAgain();
        Await.until("the devices are back", PATIENCE, () -> devices.connected() == 2);
        Await.until("the server is back", PATIENCE, () -> wake(1).contains("\"outcome\":\"reached\""));
    }

    /** The server, and two devices that are on XMPP and have told it their address. */
    private void start(String... settings) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "xmpp.jid=acs@" + Prosody.ACS,
                "xmpp.password=" + Prosody.PASSWORD,
                "xmpp.host=127.0.0.1",
                "xmpp.port=" + prosody.port(),
                "xmpp.trust=" + prosody.authority(),
                "connreq.username=acs"));
        all.addAll(List.of(settings));
        if (all.stream().noneMatch(setting -> setting.startsWith("xmpp.domains"))) {
            all.add("xmpp.domains=" + Prosody.DEVICES);
        }
        acs = RunningAcs.start(directory, all.toArray(String[]::new));
        FleetOptions options = new FleetOptions(
                "http://" + acs.cwmpAddress() + "/",
                "",
                "",
                2,
                Duration.ofDays(1),
                Duration.ZERO,
                FleetOptions.Mix.TR181,
                "02AC50",
                "XMPP",
                1,
                Lines.ORDINARY);
        fleet = Fleet.idle(
                options,
                new FleetSetup(
                        network,
                        Trust.SYSTEM,
                        0,
                        Map.of(),
                        false,
                        number -> new ConnectionRequests("http://127.0.0.1:9/", "acs", "wake"),
                        Executions.NONE));
        devices = XmppDevices.connect(
                new XmppOptions(
                        "127.0.0.1", prosody.port(), Prosody.DEVICES, null, Trust.authorities(prosody.authority())),
                fleet.devices());
        Await.until("both have told their address", PATIENCE, () -> isKnown(1) && isKnown(2));
    }

    private boolean isKnown(int number) throws Exception {
        return send("GET", number, "/parameters?path=Device.ManagementServer.ConnReqJabberID")
                .contains("@" + Prosody.DEVICES);
    }

    private String wake(int number) throws Exception {
        return send("POST", number, "/connection-request");
    }

    private String send(String method, int number, String below) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + acs.apiAddress() + "/api/v1/devices/02AC50-XMPP00000" + number + below))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
