package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Actor;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.Write;

/** Rotating the passwords of a device over the API, checked against the published document. */
class RotationTest {
    private static final DeviceId DEVICE = DeviceId.of("00D09E-A");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void open() {
        api = new RunningApi(directory);
        api.devices.called("A", "1.0");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Answer rotate(String device) {
        return api.post("/devices/" + device + "/credentials/rotate", null);
    }

    @Test
    void whereNoPolicyGivesPasswordsNoneAreRotated() {
        assertThat(api.get("/devices/00D09E-A").at("/passwords/epoch")).isEqualTo("0");
        var answer = rotate("00D09E-A");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.http().body()).contains("no policy has given the device a password");
        assertThat(Objects.requireNonNull(
                                api.store.devices().registration(DEVICE).block())
                        .rotation())
                .isNull();
        assertThat(rotate("00D09E-NOBODY").status()).isEqualTo(404);
    }

    @Test
    void anOrderThatIsNotCarriedOutYetIsShownAndNotGivenTwice() {
        var write = new Write("rotate", Actor.operator("tester"), java.time.Instant.parse("2026-01-01T00:00:00Z"));
        api.store.devices().change(DEVICE, List.of(new Change.Rotate()), write).block();

        var answer = rotate("00D09E-A");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/epoch")).isEqualTo("1");
        assertThat(answer.at("/state")).isEqualTo("pending");
        var shown = api.get("/devices/00D09E-A");
        assertThat(shown.at("/passwords/state")).isEqualTo("pending");
        assertThat(shown.at("/passwords/rotatedAt")).startsWith("2026-01-01T00:00:00");
    }

    @Test
    void ofARetiredDeviceNoneAreRotated() {
        api.post("/devices/00D09E-A/replace", "{'by': '00D09E-B'}");

        assertThat(rotate("00D09E-A").status()).isEqualTo(409);
    }
}
