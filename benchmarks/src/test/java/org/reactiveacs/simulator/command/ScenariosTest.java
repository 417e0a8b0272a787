package org.reactiveacs.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.Acs;
import org.reactiveacs.main.ExitCode;
import tools.jackson.databind.JsonNode;

/** Each scenario of the jar, played by a small fleet against the server. */
final class ScenariosTest {
    private static final int DEVICES = 20;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @BeforeEach
    void start() {
        acs = RunningAcs.start(directory);
    }

    @AfterEach
    void stop() {
        acs.close();
    }

    @Test
    void steadyDevicesCallEachInItsTurn() {
        JsonNode report = play("steady", "--interval", "1", "--duration", "3");

        assertThat(report.path("events").path("2 PERIODIC").asInt()).isGreaterThanOrEqualTo(DEVICES);
        assertThat(report.path("events").has("0 BOOTSTRAP"))
                .as("introduced before")
                .isFalse();
        assertThat(report.path("perSecond")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(report.path("bytesSent").asLong())
                .isGreaterThan(report.path("sessions").asLong() * 1_000);
        assertThat(report.path("bytesReceived").asLong()).isPositive();
    }

    @Test
    void aBootStormEndsWhenTheLastDeviceIsServedAndProbesFareAsBefore() {
        JsonNode report = play("boot-storm", "--ramp", "1", "--baseline", "2", "--duration", "60");

        assertThat(report.path("events").path("1 BOOT").asInt()).isEqualTo(DEVICES);
        assertThat(report.path("notServed").asInt()).isZero();
        assertThat(report.at("/storm/lastServedSeconds").asDouble()).isPositive();
        assertThat(report.at("/storm/notServed").asInt()).isZero();
        assertThat(report.at("/probes/baseline").asInt()).isPositive();
        assertThat(report.at("/probes/usualP99Ms").asDouble()).isPositive();
        assertThat(report.at("/probes/served/count").asInt()).isPositive();
    }

    @Test
    void aNewFleetCallsForTheFirstTime() {
        JsonNode report = play("bootstrap", "--ramp", "1", "--duration", "60");

        assertThat(report.path("events").path("0 BOOTSTRAP").asInt()).isEqualTo(DEVICES);
        assertThat(report.at("/storm/lastServedSeconds").asDouble()).isPositive();
    }

    @Test
    void changedValuesAreTold() {
        JsonNode report = play("value-changes", "--duration", "3");

        assertThat(report.path("events").path("4 VALUE CHANGE").asInt()).isPositive();
    }

    @Test
    void newFirmwareReachesEveryDevice() {
        String api = "http://" + acs.apiAddress() + "/api/v1";

        JsonNode report = play("firmware-wave", "--interval", "1", "--ramp", "1", "--duration", "90", "--api", api);

        assertThat(report.at("/firmware/ordered").asInt()).isEqualTo(DEVICES);
        assertThat(report.at("/firmware/given").asInt()).isEqualTo(DEVICES);
        assertThat(report.at("/firmware/told").asInt()).isEqualTo(DEVICES);
        assertThat(report.at("/firmware/updateMs/count").asInt()).isEqualTo(DEVICES);
        assertThat(report.path("rpcs").path("Download").asInt()).isEqualTo(DEVICES);
        assertThat(report.path("events").path("7 TRANSFER COMPLETE").asInt()).isEqualTo(DEVICES);
        assertThat(report.path("events").path("1 BOOT").asInt()).isEqualTo(DEVICES);
    }

    @Test
    void wokenDevicesSayThatTheyWere() {
        JsonNode report = play("connection-requests", "--duration", "3", "--connection-requests", "20");

        assertThat(report.at("/connectionRequests/accepted").asInt()).isPositive();
        assertThat(report.at("/connectionRequests/refused").asInt()).isZero();
        assertThat(report.at("/connectionRequests/unanswered").asInt()).isZero();
        assertThat(report.at("/connectionRequests/toInformMs/count").asInt())
                .isEqualTo(report.path("events").path("6 CONNECTION REQUEST").asInt())
                .isPositive();
    }

    @Test
    void brokenDevicesAreCountedApart() {
        JsonNode report = play("broken-devices", "--devices", "50", "--rate", "50", "--duration", "3");

        assertThat(report.at("/broken/devices").asInt()).isBetween(4, 8);
        assertThat(report.at("/broken/errors/onPurpose/count").asInt()).isPositive();
        assertThat(report.path("errors")).isEmpty();
    }

    private JsonNode play(String scenario, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("--acs", "http://" + acs.cwmpAddress() + "/", "--scenario", scenario, "--json"));
        if (!List.of(more).contains("--devices")) {
            arguments.addAll(List.of("--devices", Integer.toString(DEVICES)));
        }
        arguments.addAll(List.of(more));
        Simulation simulation = Simulation.run(arguments.toArray(String[]::new));
        assertThat(simulation.code()).as(simulation.err()).isEqualTo(ExitCode.OK);
        JsonNode report = simulation.report();
        assertThat(report.path("scenario").asString()).isEqualTo(scenario);
        assertThat(report.path("sessions").asLong()).isPositive();
        assertThat(report.path("failed").asLong()).as(simulation.out()).isZero();
        return report;
    }
}
