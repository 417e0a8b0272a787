package org.reactiveacs.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import org.reactiveacs.simulator.cpe.CpeSettings;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.model.ModelKind;

final class SessionRunTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final ScriptedAcs acs;
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(5), new Sockets(10));
    private final List<String> answered = new CopyOnWriteArrayList<>();

    SessionRunTest() throws IOException {
        acs = new ScriptedAcs();
    }

    @AfterEach
    void close() {
        network.close();
        acs.close();
    }

    @Test
    void aSessionRunsOnOneConnectionWithItsCookie() throws Exception {
        acs.says(new InformResponse(1), "Set-Cookie: sid=1; Path=/")
                .says(new GetParameterValues(List.of("Device.DeviceInfo.UpTime")), "Set-Cookie: sid=2")
                .says(204);

        Outcome outcome = session(acs.url());

        assertThat(outcome).isEqualTo(Outcome.WELL);
        assertThat(answered).containsExactly("GetParameterValues");
        List<ScriptedAcs.Request> requests = acs.requests();
        assertThat(requests).extracting(ScriptedAcs.Request::cookie).containsExactly(null, "sid=1", "sid=2");
        assertThat(requests)
                .extracting(ScriptedAcs.Request::peer)
                .containsOnly(requests.get(0).peer());
        assertThat(requests.get(0).message()).isInstanceOf(Inform.class);
        assertThat(requests.get(0).soapAction()).isEmpty();
        assertThat(requests.get(1).message()).isNull();
        assertThat(requests.get(1).soapAction()).isNull();
        assertThat(requests.get(1).contentType()).isNull();
        assertThat(requests.get(2).message()).isInstanceOf(GetParameterValuesResponse.class);
    }

    @Test
    void aCpeMayKeepNoCookiesAndCallFromItsOwnAddress() throws Exception {
        acs.says(new InformResponse(1), "Set-Cookie: sid=1").says(204);
        InetAddress source = SourceAddresses.parse("127.9.0.0/16").of(258);

        Outcome outcome = session(acs.url(), new CpeLine(network, network.next(), false, source));

        assertThat(outcome.isSuccessful()).isTrue();
        assertThat(acs.requests()).extracting(ScriptedAcs.Request::cookie).containsExactly(null, null);
        assertThat(acs.requests())
                .extracting(request -> request.peer().getAddress().getHostAddress())
                .containsOnly("127.9.1.2");
    }

    @Test
    void anEmpty200EndsTheSessionToo() throws Exception {
        acs.says(new InformResponse(1)).says(200);

        assertThat(session(acs.url()).isSuccessful()).isTrue();
    }

    @Test
    void whatWasDoneIsToldEvenIfTheAnswerFailsAndSoIsWhatWasRefused() throws Exception {
        acs.says(new InformResponse(1))
                .says(new DeleteObject("Device.None.1.", "key"))
                .says(new Reboot("key"))
                .says(500);

        assertThat(session(acs.url()).isSuccessful()).isFalse();

        assertThat(answered).containsExactly("DeleteObject refused", "Reboot");
    }

    @Test
    void aServerThatClosesAfterEachAnswerGetsNewConnections() throws Exception {
        acs.says(new InformResponse(1), "Connection: close").says(204, "Connection: close");

        assertThat(session(acs.url()).isSuccessful()).isTrue();

        assertThat(acs.requests().stream().map(ScriptedAcs.Request::peer).distinct())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Digest realm=\"acs\", nonce=\"n\", qop=\"auth\", algorithm=MD5     | 00000001 | 00000002",
                "Digest realm=\"acs\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256 | 00000001 | 00000002",
                "Basic realm=\"acs\"                                               | Basic dXNlcjpzZWNyZXQ= | Basic",
            })
    void answersAChallengeAndKeepsAnswering(String challenge, String first, String second) throws Exception {
        acs.says(401, "WWW-Authenticate: " + challenge)
                .says(new InformResponse(1))
                .says(204);

        assertThat(session(acs.url()).isSuccessful()).isTrue();

        List<ScriptedAcs.Request> requests = acs.requests();
        assertThat(requests.get(0).authorization()).isNull();
        assertThat(requests.get(1).authorization()).contains(first);
        assertThat(requests.get(1).message()).isEqualTo(requests.get(0).message());
        assertThat(requests.get(2).authorization()).contains(second);
    }

    @Test
    void aSecondRefusalEndsTheSessionUnlessTheNonceWasStale() throws Exception {
        String challenge = "WWW-Authenticate: Digest realm=\"acs\", nonce=\"n\", qop=\"auth\"";
        acs.says(401, challenge).says(401, challenge + ", stale=true").says(401, challenge);

        Outcome outcome = session(acs.url());

        assertThat(outcome.reason()).contains("credentials");
        assertThat(acs.requests()).hasSize(3);
    }

    @Test
    void aBusyServerSaysWhenToComeAgain() throws Exception {
        acs.says(503, "Retry-After: 17");

        Outcome outcome = session(acs.url());

        assertThat(outcome.isSuccessful()).isFalse();
        assertThat(outcome.retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void followsARedirectForTheRestOfTheSession() throws Exception {
        try (ScriptedAcs other = new ScriptedAcs()) {
            acs.says(307, "Location: " + other.url() + "there");
            other.says(new InformResponse(1)).says(204);

            assertThat(session(acs.url()).isSuccessful()).isTrue();

            assertThat(acs.requests()).hasSize(1);
            assertThat(other.requests()).hasSize(2);
        }
    }

    @Test
    void anErrorAndAServerThatIsNotThereFailTheSession() throws Exception {
        acs.says(404);
        assertThat(session(acs.url()).reason()).contains("404");

        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(session("http://127.0.0.1:" + port + "/").reason()).contains("cannot connect");
    }

    private Outcome session(String url) throws Exception {
        return session(url, CpeLine.ordinary(network));
    }

    private Outcome session(String url, CpeLine line) throws Exception {
        CpeSettings settings =
                new CpeSettings(url, "user", "secret", Duration.ofMinutes(5), Duration.ofSeconds(2), CwmpVersion.V1_0);
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void answered(AcsRequest request, boolean isRefused) {
                answered.add(request.rpcName() + (isRefused ? " refused" : ""));
            }

            @Override
            public void ended(Outcome outcome) {
                ended.complete(outcome);
            }
        };
        VirtualCpe cpe = new VirtualCpe(
                new CpeIdentity("02AC50", "RG-181", "1", 1),
                settings,
                ModelKind.TR181.schema(),
                new Random(1),
                CLOCK.instant());
        line.loop().execute(() -> new SessionRun(line, cpe, listener, CLOCK).start());
        return ended.get(10, TimeUnit.SECONDS);
    }
}
