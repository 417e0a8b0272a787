package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.endpoint.RawConnection.envelope;
import static org.reactiveacs.endpoint.RawConnection.head;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.RebootResponse;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Visit;
import org.reactiveacs.task.TaskSpec;

/** An endpoint that is to stop finishes what it has begun. */
class DrainTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    @BeforeEach
    void start() {
        endpoint = new RunningEndpoint(directory, new RunningEndpoint.Options());
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static Inform inform(String serial) {
        return anInform().from("00D09E", serial).with("2 PERIODIC").build();
    }

    /** Begins to drain and returns once nobody new is let in. */
    private CompletableFuture<Void> drain(Duration most) {
        var drained = CompletableFuture.runAsync(() -> endpoint.server.drain(most));
        for (int status = 200; status != 503; ) {
            try (var probe = endpoint.connect()) {
                status = probe.postNothing().status();
            }
        }
        return drained;
    }

    @Test
    void sessionsUnderWayAreFinishedWithAndWithoutCookies() throws Exception {
        var withCookie = endpoint.connect();
        var cookie = "Cookie: " + withCookie.post(inform("1")).cookie();
        endpoint.order(new TaskSpec.Reboot());
        var without = endpoint.connect();
        without.post(inform("2"));

        var drained = drain(LONG);
        assertThat(without.post(new GetRPCMethods()).message()).isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(without.postNothing().status()).isEqualTo(204);
        assertThat(withCookie.postNothing(cookie).message()).isInstanceOf(Reboot.class);
        assertThat(drained).isNotDone();
        var end = withCookie.post(new RebootResponse(), cookie);

        assertThat(end.status()).isEqualTo(204);
        assertThat(end.header("Connection")).isEqualToIgnoringCase("close");
        assertThat(withCookie.isClosedByPeer()).isTrue();
        drained.get(10, TimeUnit.SECONDS);
        assertThat(endpoint.head().visits().get(0).end()).isEqualTo(Visit.End.COMPLETED);
    }

    @Test
    void newInformsAreAskedToComeLaterOnAConnectionThatCloses() throws Exception {
        var cpe = endpoint.connect();
        var cookie = "Cookie: " + cpe.post(inform("1")).cookie();
        var drained = drain(LONG);

        for (var header : new String[] {"X: nothing", cookie}) {
            try (var late = endpoint.connect()) {
                var refused = late.post(inform("2"), header);
                assertThat(refused.status()).as(header).isEqualTo(503);
                assertThat(refused.header("Retry-After")).as(header).isNotNull();
                assertThat(refused.header("Connection")).as(header).isEqualToIgnoringCase("close");
                assertThat(late.isClosedByPeer()).isTrue();
            }
        }
        assertThat(endpoint.store.devices().find(DeviceId.of("00D09E-2")).block())
                .isNull();
        assertThat(endpoint.counted("acs.refused", "reason", "stopping")).isGreaterThanOrEqualTo(2);
        cpe.postNothing(cookie);
        drained.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anInformWhoseBodyComesTooLateOpensNoSession() {
        var cpe = endpoint.connect();
        endpoint.connect().post(inform("1"));
        var body = envelope(inform("2"));
        cpe.send(head("POST / HTTP/1.1", body.length, "Expect: 100-continue"));
        assertThat(cpe.receive().status()).isEqualTo(100);

        var drained = drain(Duration.ofSeconds(10));
        cpe.send(body);

        assertThat(cpe.receive().status()).isEqualTo(503);
        assertThat(drained).as("for the first session").isNotDone();
    }

    @Test
    void aSessionThatAnotherTookOverIsNotWaitedFor() throws Exception {
        endpoint.connect().post(inform("1"));
        var cpe = endpoint.connect();
        assertThat(cpe.post(inform("1")).message()).isEqualTo(new InformResponse(1));
        assertThat(cpe.postNothing().status()).isEqualTo(204);
        assertThat(endpoint.server.openSessions()).isZero();

        CompletableFuture.runAsync(() -> endpoint.server.drain(LONG)).get(10, TimeUnit.SECONDS);
    }

    @Test
    void itIsWaitedNoLongerThanTold() throws Exception {
        endpoint.connect().post(inform("1"));

        var drained = drain(Duration.ofMillis(300));

        drained.get(10, TimeUnit.SECONDS);
        assertThat(endpoint.server.openSessions()).isEqualTo(1);
    }
}
