package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach.Way;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.port.WakeOutcome.Result;

class ConnectionRequestTest {
    private static final String REQUEST = "/devices/00D09E-A/connection-request";
    private static final String TASKS = "/devices/00D09E-A/tasks";
    private static final String ORDER = "{'kind':'reboot'}";
    private static final DeviceId DEVICE = DeviceId.of("00D09E-A");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void start() {
        api = new RunningApi(directory);
        api.devices.called("A", "1.0");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void whatBecameOfItIsSaid() {
        var reached = api.post(REQUEST, null);

        assertThat(reached.status()).isEqualTo(200);
        assertThat(reached.http().body())
                .isEqualTo("{\"reached\":true,\"outcome\":\"reached\",\"way\":\"tcp\",\"millis\":40}");
        assertThat(api.woken).containsExactly(DEVICE);
    }

    @ParameterizedTest
    @EnumSource(
            value = Result.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"UNKNOWN_DEVICE", "QUEUE_FULL"})
    void everyEndIsDescribedInTheDocument(Result result) {
        api.wakeOutcome = new WakeOutcome(result, Way.TCP, "for some reason", Duration.ZERO);

        assertThat(api.post(REQUEST, null).at("/reason")).isEqualTo("for some reason");
    }

    @Test
    void whoeverIsNotKnownIsNotFoundAndWhenTooManyWaitThatIsSaid() {
        api.wakeOutcome = new WakeOutcome(Result.UNKNOWN_DEVICE, null, "", Duration.ZERO);
        assertThat(api.post(REQUEST, null).status()).isEqualTo(404);

        api.wakeOutcome = new WakeOutcome(Result.QUEUE_FULL, null, "too many wait", Duration.ZERO);
        var full = api.post(REQUEST, null);
        assertThat(full.status()).isEqualTo(429);
        assertThat(full.header("retry-after")).isEqualTo("5");
    }

    @Test
    void aClientThatWaitsHasTheDeviceAskedAndAnyOtherMayHaveItAsked() {
        api.post(TASKS, ORDER);
        assertThat(api.woken).isEmpty();

        api.post(TASKS, "{'kind':'reboot','wake':true}");
        assertThat(api.woken).hasSize(1);

        api.post(TASKS + "?wait=100ms", ORDER);
        assertThat(api.woken).hasSize(2);

        api.post(TASKS + "?wait=100ms", "{'kind':'reboot','wake':false}");
        assertThat(api.woken).hasSize(2);
    }

    @Test
    void aTaskWhoseTimeHasNotComeWakesNobody() {
        var ordered = api.post(TASKS, "{'kind':'reboot','wake':true,'notBefore':'1h'}");

        assertThat(ordered.status()).isEqualTo(201);
        assertThat(api.woken).isEmpty();
    }

    @Test
    void wakeIsTrueOrFalse() {
        var refused = api.post(TASKS, "{'kind':'reboot','wake':'yes'}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/detail")).contains("'wake' is true or false");
    }
}
