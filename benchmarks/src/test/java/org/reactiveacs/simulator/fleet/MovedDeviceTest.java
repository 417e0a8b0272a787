package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.node.ObjectNode;

/** A device that moved here from another server with its credential, and is given another by the policy that gives new devices theirs. */
class MovedDeviceTest {
    private static final String BOX = "02AC50-NEW000001";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(30), new Sockets(100));

    @SuppressWarnings("NullAway.Init")
    private Acs node;

    @SuppressWarnings("NullAway.Init")
    private OperatorClient operator;

    @SuppressWarnings("NullAway.Init")
    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        node = RunningAcs.start(directory, "cwmp.auth=digest", "cwmp.unknown=refuse");
        operator = OperatorClient.of(node);
        var options = new FleetOptions(
                "http://" + node.cwmpAddress() + "/",
                "box",
                "s3cret",
                1,
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
    void itComesInWithWhatItHadAndThenWithWhatItWasGiven() throws Exception {
        operator.send("POST", "/devices/import", """
                {"devices": [{"oui": "02AC50", "serialNumber": "NEW000001", "lastInform": "2026-01-01T00:00:00Z",
                  "credentials": {"username": "box", "password": "s3cret"}}]}""");
        var onboarding = (ObjectNode) operator.send("GET", "/policies/onboarding", "");
        operator.send(
                "PUT", "/policies/onboarding", onboarding.put("enabled", true).toString());

        call();
        assertThat(operator.count("policies = in_sync and tag = onboarded")).isEqualTo(1);
        call();

        var visits = operator.send("GET", "/devices/" + BOX + "/visits", "").at("/items");
        assertThat(visits.size()).isEqualTo(2);
        for (var visit : visits) {
            assertThat(visit.at("/end").asString()).isEqualTo("completed");
        }
        assertThat(fleet.devices().get(0).cpe().username()).isEqualTo(BOX);
    }

    private void call() throws Exception {
        long before = fleet.sessions();
        fleet.devices().get(0).at(System.nanoTime(), one -> one.call(System.nanoTime()));
        Await.until("it has called", () -> fleet.sessions() == before + 1);
    }
}
