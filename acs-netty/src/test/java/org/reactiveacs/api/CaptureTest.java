package org.reactiveacs.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.auth.TokenVerifier;
import org.reactiveacs.capture.CapturedMessage;
import org.reactiveacs.capture.CapturedMessage.Direction;
import org.reactiveacs.capture.Captures;
import org.reactiveacs.device.DeviceId;

/** Capturing the messages of a device over the API, checked against the published document. */
class CaptureTest {
    private static final String A = "/devices/00D09E-A/capture";
    private static final Instant AT = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningApi api;

    @BeforeEach
    void open() {
        api = new RunningApi(
                directory,
                ApiAccess.token(new TokenVerifier(RunningApi.TOKEN)),
                ApiSettings.DEFAULT.with(new ApiSettings.Captured(1, Duration.ofHours(2))));
        api.devices.called("A", "1.0");
        api.devices.called("B", "1.0");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static CapturedMessage message(Direction direction, int status, String body) {
        return new CapturedMessage(AT, "n1", "10.0.0.1", direction, status, body.length(), body, false);
    }

    @Test
    void whatIsCapturedIsShownInOrderAndPageByPage() {
        assertThat(api.post(A, "{}").status()).isEqualTo(201);
        new Captures(api.store)
                .keep(
                        DeviceId.of("00D09E-A"),
                        Map.of(
                                "1-a", message(Direction.FROM_DEVICE, 0, "<Inform/>"),
                                "2-a", message(Direction.TO_DEVICE, 200, "<InformResponse/>")))
                .block();

        var first = api.get(A + "?limit=1");
        var second = api.get(A + "?after=" + first.at("/next"));

        assertThat(first.at("/state")).isEqualTo("active");
        assertThat(first.at("/items/0/direction")).isEqualTo("from-device");
        assertThat(first.at("/items/0/body")).isEqualTo("<Inform/>");
        assertThat(second.at("/items/0/direction")).isEqualTo("to-device");
        assertThat(second.at("/items/0/status")).isEqualTo("200");
        assertThat(second.at("/items/0/node")).isEqualTo("n1");
        assertThat(api.get("/captures").at("/items/0/device")).isEqualTo("00D09E-A");
    }

    @Test
    void anOrderIsExtendedAndForgottenWithAllThatWasCaptured() {
        api.post(A, "{}");
        String until = api.get(A).at("/until");

        assertThat(api.post(A, "{\"for\": \"2h\"}").status()).isEqualTo(200);
        assertThat(Instant.parse(api.get(A).at("/until"))).isAfter(Instant.parse(until));

        assertThat(api.delete(A).status()).isEqualTo(204);
        assertThat(api.get(A).status()).isEqualTo(404);
        assertThat(api.delete(A).status()).isEqualTo(404);
    }

    @Test
    void everyOrderIsInTheAuditTrail() {
        api.post(A, "{}");
        api.delete(A);

        assertThat(api.get("/audit").http().body()).contains("\"capture").contains("forgotten");
    }

    @Test
    void moreDevicesThanMayBeAreRefused() {
        api.post(A, "{}");

        var other = api.post("/devices/00D09E-B/capture", "{}");

        assertThat(other.status()).isEqualTo(429);
        assertThat(other.http().body()).contains("1 devices are captured already");
        assertThat(api.post(A, "{}").status()).as("the same once more").isEqualTo(200);
    }

    @Test
    void whatCannotBeDoneIsRefused() {
        for (String length : new String[] {"\"3h\"", "\"0s\"", "\"soon\"", "5"}) {
            assertThat(api.post(A, "{\"for\": " + length + "}").status())
                    .as(length)
                    .isEqualTo(422);
        }
        assertThat(api.post("/devices/00D09E-NOBODY/capture", "{}").status()).isEqualTo(404);
        assertThat(api.get("/devices/00D09E-NOBODY/capture").status()).isEqualTo(404);
        assertThat(api.post(A, "{\"secrets\": true}").status()).isEqualTo(422);
    }
}
