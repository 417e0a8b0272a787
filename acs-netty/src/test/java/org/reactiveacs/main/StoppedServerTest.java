package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.CwmpWriter;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.RebootResponse;

/** SIGTERM lets sessions under way finish, turns new ones away, and ends the process in time. */
class StoppedServerTest {

    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @TempDir
    Path directory;

    private static byte[] message(CwmpMessage message) {
        return new CwmpWriter().toBytes(Envelope.of(CwmpVersion.V1_0, Header.ofId("1"), message));
    }

    private static byte[] inform(String serial) {
        return message(anInform().from("00D09E", serial).with("1 BOOT").build());
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void aSessionHalfWayIsFinishedAndThenTheProcessEnds() throws Exception {
        try (var server = new ServerProcess(directory)) {
            server.cpe(inform("1"), "");
            var task = server.api("POST", "/devices/00D09E-1/tasks", "{\"kind\":\"reboot\"}")
                    .headers()
                    .firstValue("Location")
                    .orElseThrow()
                    .replaceFirst("^.*/api/v1", "");
            var cookie = cookie(server.cpe(inform("1"), ""));
            assertThat(server.ready().statusCode()).isEqualTo(200);

            long asked = System.nanoTime();
            server.terminate();
            await(() -> server.ready().statusCode() == 503);

            assertThat(server.ready().body()).contains("sessions under way are finished");
            for (var known : List.of("", cookie)) {
                var refused = server.cpe(inform("2"), known);
                assertThat(refused.statusCode()).as(known).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(refused.headers().firstValue("Connection")).contains("close");
            }
            assertThat(server.cpe(new byte[0], cookie).body()).contains("Reboot");
            assertThat(server.api("GET", task, "").body())
                    .as("the API is there meanwhile")
                    .contains("running");
            assertThat(server.isAlive()).isTrue();
            assertThat(server.cpe(message(new RebootResponse()), cookie).statusCode())
                    .isEqualTo(204);

            assertThat(server.exitCode(Duration.ofSeconds(10))).isEqualTo(STOPPED_BY_SIGTERM);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(20));
            assertThat(server.log()).contains("stopped").doesNotContain("left behind");
        }
    }

    @Test
    void aSessionThatDoesNotEndIsWaitedForNoLongerThanConfigured() throws Exception {
        try (var server = new ServerProcess(directory, "shutdown.drain=1s")) {
            server.cpe(inform("1"), "");

            long asked = System.nanoTime();
            server.terminate();

            assertThat(server.exitCode(Duration.ofSeconds(10))).isEqualTo(STOPPED_BY_SIGTERM);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
            assertThat(server.log()).contains("sessions left behind count=1");
        }
    }

    @Test
    void withoutSessionsItEndsAtOnce() throws Exception {
        try (var server = new ServerProcess(directory)) {
            server.cpe(new byte[0], cookie(server.cpe(inform("1"), "")));
            server.terminate();

            assertThat(server.exitCode(Duration.ofSeconds(10))).isEqualTo(STOPPED_BY_SIGTERM);
        }
    }
}
