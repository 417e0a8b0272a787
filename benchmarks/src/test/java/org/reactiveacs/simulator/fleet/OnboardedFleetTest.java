package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.node.ObjectNode;

/** Devices of two data models, fresh from the factory, and a server whose own policies for new devices are enabled. */
class OnboardedFleetTest {
    private static final int DEVICES = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Acs node;

    @SuppressWarnings("NullAway.Init")
    private OperatorClient operator;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        node = RunningAcs.start(directory, "stun.listen=127.0.0.1:0", "stun.publicAddress=stun.example.net:3479");
        operator = OperatorClient.of(node);
        for (var name : new String[] {"onboarding", "onboarding-stun", "onboarding-xmpp"}) {
            var policy = (ObjectNode) operator.send("GET", "/policies/" + name, "");
            operator.send(
                    "PUT", "/policies/" + name, policy.put("enabled", true).toString());
        }
        fleet = IdleFleet.of(IdleFleet.options(node, FleetOptions.Mix.MIXED, "NEW", DEVICES));
    }

    @AfterEach
    void close() {
        fleet.close();
        node.close();
    }

    @Test
    void allAreInSyncAfterOneVisitAndTakeOrdersByAliases() throws Exception {
        IdleFleet.callAll(fleet);

        assertThat(operator.count("policies = in_sync and tag = onboarded and stun.address = stun.example.net"))
                .isEqualTo(DEVICES);
        for (var device : operator.send("GET", "/devices?fields=stun.port,stun.username,stun.password", "")
                .at("/items")) {
            assertThat(device.at("/parameters/stun.port").asString()).isEqualTo("3479");
            assertThat(device.at("/parameters/stun.username").asString())
                    .isEqualTo(device.at("/id").asString());
            var tasks = operator.send("GET", "/devices/" + device.at("/id").asString() + "/tasks", "");
            assertThat(tasks.at("/items/0/kind").asString()).isEqualTo("refresh");
            assertThat(tasks.at("/items/0/status").asString()).isEqualTo("done");
            var ordered = operator.send(
                    "POST",
                    "/devices/" + device.at("/id").asString() + "/tasks",
                    "{\"kind\": \"setParameterValues\", \"values\": {\"wifi.24.ssid\": \"At home\"}}");
            assertThat(ordered.at("/status").asString()).isEqualTo("queued");
        }
        assertThat(operator.count("wifi.24.ssid = 'At home'")).isZero();

        IdleFleet.callAll(fleet);

        assertThat(operator.count("wifi.24.ssid = 'At home' and policies = in_sync"))
                .isEqualTo(DEVICES);
        assertThat(operator.count("Device.WiFi.SSID.1.SSID = 'At home'")).isEqualTo(DEVICES / 2);
    }
}
