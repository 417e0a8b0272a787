package org.reactiveacs.simulator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.device.Credential;
import org.reactiveacs.main.Acs;
import org.reactiveacs.rig.IdleFleet;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.command.RunningAcs;
import tools.jackson.databind.node.ObjectNode;

/** A device that moved here from another server with its credential, and is given another by the policy that gives new devices theirs. */
class MovedDeviceTest {
    private static final String BOX = "02AC50-NEW000001";

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
        node = RunningAcs.start(directory, "cwmp.auth=digest", "cwmp.unknown=refuse");
        operator = OperatorClient.of(node);
        fleet = IdleFleet.of(
                IdleFleet.options(node, new Credential("box", "s3cret"), FleetOptions.Mix.MIXED, "NEW", 1));
    }

    @AfterEach
    void close() {
        fleet.close();
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

        IdleFleet.callAll(fleet);
        assertThat(operator.count("policies = in_sync and tag = onboarded")).isEqualTo(1);
        IdleFleet.callAll(fleet);

        var visits = operator.send("GET", "/devices/" + BOX + "/visits", "").at("/items");
        assertThat(visits.size()).isEqualTo(2);
        for (var visit : visits) {
            assertThat(visit.at("/end").asString()).isEqualTo("completed");
        }
        assertThat(fleet.devices().get(0).cpe().username()).isEqualTo(BOX);
    }
}
