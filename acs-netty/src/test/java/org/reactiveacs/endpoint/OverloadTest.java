package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.endpoint.RawConnection.envelope;
import static org.reactiveacs.endpoint.RawConnection.head;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.load.LoadRules;
import org.reactiveacs.load.RetryAfter;
import org.reactiveacs.port.Linger;
import reactor.core.publisher.Mono;

/** A node that has its hands full turns new sessions away, and no others. */
@Timeout(60)
class OverloadTest {

    private static final int LIMIT = 3;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    private final List<Long> held = new ArrayList<>();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    /** At most three messages, and so much of the time for refusals. */
    private static RunningEndpoint.Options options(int refusalPercent) {
        var options = new RunningEndpoint.Options();
        // A target so short that the limit is the least, however fast the machine is.
        options.load = new LoadRules(true, Duration.ofNanos(1), LIMIT, refusalPercent, 1);
        options.retryAfter = new RetryAfter(Duration.ofSeconds(7), Duration.ofSeconds(9));
        return options;
    }

    private RawConnection start(RunningEndpoint.Options options) {
        endpoint = new RunningEndpoint(directory, options);
        return endpoint.connect();
    }

    /** Messages that are not answered for now. */
    private void hold(int messages) {
        for (int i = 0; i < messages; i++) {
            held.add(endpoint.server.load().taken());
        }
    }

    private void letGo() {
        held.forEach(since -> endpoint.server.load().answered(since));
        held.clear();
    }

    private static Inform inform(String serial) {
        return anInform().from("00D09E", serial).with("2 PERIODIC").build();
    }

    @Test
    void fromTheLimitOnNewInformsAreAskedToComeLater() {
        start(options(100));
        hold(LIMIT - 1);
        assertThat(endpoint.connect().post(inform("1")).status()).isEqualTo(200);

        hold(1);
        var late = endpoint.connect();
        var refused = late.post(inform("2"));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                .isBetween(7, 9);
        assertThat(refused.header("Connection")).isEqualToIgnoringCase("close");
        assertThat(late.isClosedByPeer()).isTrue();
        assertThat(endpoint.counted("acs.refused", "reason", "overload")).isEqualTo(1);
        letGo();
        assertThat(endpoint.connect().post(inform("2")).status()).isEqualTo(200);
    }

    @Test
    void sessionsUnderWayAreFinishedWithAndWithoutCookies() {
        var without = start(options(100));
        without.post(inform("1"));
        var cookie = "Cookie: " + endpoint.connect().post(inform("2")).cookie();

        hold(LIMIT + 10);

        assertThat(without.post(new GetRPCMethods()).message()).isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(without.postNothing().status()).isEqualTo(204);
        assertThat(endpoint.connect().postNothing(cookie).status()).isEqualTo(204);
        assertThat(endpoint.server.openSessions()).isZero();
    }

    @Test
    void whatIsRefusedIsNotReadButLetPass() {
        var cpe = start(options(100));
        hold(LIMIT);
        var nonsense = new byte[60_000];
        Arrays.fill(nonsense, (byte) '<');

        assertThat(cpe.post(nonsense).status()).isEqualTo(503);
    }

    /** Somebody waits for one device. */
    private record Awaiting(DeviceId device) implements Linger {
        @Override
        public boolean isAnybodyAwaited() {
            return true;
        }

        @Override
        public boolean isAwaited(DeviceId other) {
            return device.equals(other);
        }

        @Override
        public void calls(DeviceId other) {}

        @Override
        public boolean isWanted(DeviceId other) {
            return false;
        }

        @Override
        public Mono<Void> stay(DeviceId other) {
            return Mono.empty();
        }
    }

    private static RunningEndpoint.Options awaiting(String device, RunningEndpoint.Options options) {
        options.linger = new Awaiting(DeviceId.of(device));
        return options;
    }

    @Test
    void aDeviceThatSomebodyWaitsForIsLetInAllTheSame() {
        start(awaiting("00D09E-1", options(100)));
        hold(LIMIT);

        var other = endpoint.connect();
        var refused = other.post(inform("2"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                .isBetween(7, 9);
        assertThat(other.isClosedByPeer()).isTrue();
        assertThat(endpoint.counted("acs.refused", "reason", "overload")).isEqualTo(1);
        assertThat(endpoint.connect()
                        .post("nonsense".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(503);
        assertThat(endpoint.connect().postNothing().status()).isEqualTo(503);

        var awaited = endpoint.connect();
        assertThat(awaited.post(inform("1")).status()).isEqualTo(200);
        assertThat(awaited.postNothing().status()).isEqualTo(204);
        assertThat(endpoint.counted("acs.refused", "reason", "overload")).isEqualTo(3);
    }

    @Test
    void aDeviceThatSomebodyWaitsForHasToProveThatItIsTheOne() {
        var options = options(100);
        options.auth = RunningEndpoint.Options.digest().auth;
        start(awaiting("00D09E-1", options));
        hold(LIMIT);

        assertThat(endpoint.connect().post(inform("2")).status()).isEqualTo(503);
        var awaited = endpoint.connect();
        var challenge = awaited.post(inform("1"));
        assertThat(challenge.status()).isEqualTo(401);
        var wrong = new DigestClient("00D09E-1", "wrong", "MD5");
        assertThat(awaited.post(inform("1"), wrong.authorization(DigestClient.nonce(challenge), 1))
                        .status())
                .isEqualTo(401);
        var own = new DigestClient("00D09E-1", endpoint.derivedPassword(), "MD5");
        assertThat(awaited.post(inform("1"), own.authorization(DigestClient.nonce(challenge), 2))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoeverIsReadFirstIsLetInIfThereIsRoomByThen() {
        start(awaiting("00D09E-1", options(100)));
        hold(LIMIT);
        var body = envelope(inform("2"));
        var slow = endpoint.connect();
        slow.send(head("POST / HTTP/1.1", body.length));
        slow.send(Arrays.copyOf(body, body.length / 2));
        assertThat(endpoint.connect().post(inform("3")).status()).isEqualTo(503);

        letGo();

        slow.send(Arrays.copyOfRange(body, body.length / 2, body.length));
        assertThat(slow.receive().status()).isEqualTo(200);
    }

    @Test
    void aBalancersConnectionStaysForOthers() {
        var balancer = start(options(100).behind("127.0.0.0/8"));
        hold(LIMIT);
        assertThat(balancer.post(inform("1"), "X-Forwarded-For: 192.0.2.1").status())
                .isEqualTo(503);

        letGo();

        assertThat(balancer.post(inform("2"), "X-Forwarded-For: 192.0.2.2").status())
                .isEqualTo(200);
    }

    @Test
    void slowCpesTakeNobodysPlace() {
        start(options(100));
        var body = envelope(inform("slow"));
        for (int i = 0; i < 10 * LIMIT; i++) {
            var trickling = endpoint.connect();
            trickling.send(head("POST / HTTP/1.1", body.length));
            trickling.send(Arrays.copyOf(body, body.length / 2));
        }
        for (int i = 0; i < 2 * LIMIT; i++) {
            assertThat(endpoint.connect().post(inform("thinking" + i)).status()).isEqualTo(200);
        }

        assertThat(endpoint.server.openSessions()).isEqualTo(2 * LIMIT);
        assertThat(endpoint.server.load().messages()).isZero();
        assertThat(endpoint.server.load().limit()).isEqualTo(LIMIT);
        assertThat(endpoint.connect().post(inform("quick")).status()).isEqualTo(200);
    }

    @Test
    void withoutTimeForRefusalsTheListenerStopsAndConnectionsGoOn() throws Exception {
        var underWay = start(options(0));
        var cookie = "Cookie: " + underWay.post(inform("1")).cookie();
        hold(LIMIT);
        while (endpoint.registry.get("acs.accept.pauses").counter().count() == 0) {
            Thread.sleep(5);
        }

        var waiting = endpoint.connect();
        waiting.send(request(inform("2")));
        for (int i = 0; i < 20; i++) {
            assertThat(underWay.post(new GetRPCMethods(), cookie).status()).isEqualTo(200);
        }
        assertThat(underWay.postNothing(cookie).status()).isEqualTo(204);

        letGo();
        assertThat(waiting.receive().status()).as("not accepted before").isEqualTo(200);
        assertThat(endpoint.counted("acs.refused", "reason", "overload")).isZero();
    }

    private static String request(Inform inform) {
        var body = envelope(inform);
        return head("POST / HTTP/1.1", body.length) + new String(body, StandardCharsets.UTF_8);
    }

    @Test
    void refusalsThatTakeTooMuchTimeStopTheListenerForAMomentOnly() {
        start(options(1));
        hold(LIMIT);

        int refused = 0;
        while (endpoint.registry.get("acs.accept.pauses").counter().count() == 0) {
            try (var late = endpoint.connect()) {
                assertThat(late.post(inform("1")).status()).isEqualTo(503);
                refused++;
            }
        }

        assertThat(refused).isPositive();
        try (var later = endpoint.connect()) {
            assertThat(later.post(inform("1")).status()).as("accepted again").isEqualTo(503);
        }
    }

    @Test
    void switchedOffItLetsEverybodyIn() {
        var options = options(10);
        options.load = new LoadRules(false, Duration.ofNanos(1), LIMIT, 10, 1);
        var cpe = start(options);
        hold(LIMIT + 10);

        assertThat(cpe.post(inform("1")).status()).isEqualTo(200);
    }
}
