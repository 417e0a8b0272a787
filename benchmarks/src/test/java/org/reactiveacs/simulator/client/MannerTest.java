package org.reactiveacs.simulator.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import org.reactiveacs.simulator.cpe.CpeSettings;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.model.ModelKind;

/** What badly behaved CPEs put on the wire. */
final class MannerTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final RawAcs acs = new RawAcs();
    private final CpeNetwork network = new CpeNetwork(1, Trust.SYSTEM, Duration.ofSeconds(3), new Sockets(10));

    MannerTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        network.close();
        acs.close();
    }

    @Test
    void aMessageThatIsCutOffEndsInTheMiddle() throws Exception {
        Outcome outcome = session(cpe(acs.url()), Manner.CUT_OFF);

        RawAcs.Received received = acs.next();
        assertThat(received.body()).hasSize(received.declared() / 2);
        assertThat(outcome.ending()).isEqualTo(Ending.ON_PURPOSE);
    }

    @Test
    void aHalfOpenConnectionStaysUntilTheCpeLosesPatience() throws Exception {
        Outcome outcome = session(cpe(acs.url()), Manner.HALF_OPEN);

        assertThat(outcome.reason()).contains("no answer within");
        assertThat(outcome.ending()).isEqualTo(Ending.ON_PURPOSE);
        assertThat(acs.next().isWhole()).isFalse();
    }

    @Test
    void malformedXmlIsAWholeMessageOfHttp() throws Exception {
        Outcome outcome = session(cpe(acs.url()), Manner.MALFORMED);

        RawAcs.Received received = acs.next();
        assertThat(received.isWhole()).isTrue();
        assertThat(received.body()).contains("Envelope").doesNotContain("</soap-env:Envelope>");
        assertThat(outcome.ending()).isEqualTo(Ending.ON_PURPOSE);
    }

    @Test
    void aSlowSenderSendsInPieces() throws Exception {
        Outcome outcome = session(cpe(acs.url()), Manner.SLOW);

        RawAcs.Received received = acs.next();
        assertThat(received.isWhole()).isTrue();
        assertThat(received.body()).endsWith("Envelope>");
        assertThat(received.reads()).isGreaterThan(3);
        assertThat(outcome.ending()).as("the answer was 400").isEqualTo(Ending.HTTP_ERROR);
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgain() throws Exception {
        try (ScriptedAcs scripted = new ScriptedAcs()) {
            scripted.says(new InformResponse(1)).says(new InformResponse(1)).says(204);
            VirtualCpe cpe = cpe(scripted.url());

            Outcome lost = session(cpe, Manner.LOST_ANSWER);
            cpe.closed(false, CLOCK.instant());
            Outcome again = session(cpe, Manner.LOST_ANSWER);

            assertThat(lost.ending()).isEqualTo(Ending.ON_PURPOSE);
            assertThat(again).isEqualTo(Outcome.WELL);
            assertThat(scripted.requests()).hasSize(3);
        }
    }

    @Test
    void whoTriesAgainBehaves() throws Exception {
        VirtualCpe cpe = cpe(acs.url());
        session(cpe, Manner.CUT_OFF);
        cpe.closed(false, CLOCK.instant());
        acs.next();

        session(cpe, Manner.CUT_OFF);

        assertThat(acs.next().isWhole()).isTrue();
    }

    private Outcome session(VirtualCpe cpe, Manner manner) throws Exception {
        CompletableFuture<Outcome> ended = new CompletableFuture<>();
        SessionListener listener = new SessionListener() {
            @Override
            public void answered(AcsRequest request, boolean isRefused) {}

            @Override
            public void ended(Outcome outcome) {
                ended.complete(outcome);
            }
        };
        CpeLine line = new CpeLine(network, network.next(), true, null, manner, null);
        line.loop().execute(() -> new SessionRun(line, cpe, listener, CLOCK).start());
        return ended.get(20, TimeUnit.SECONDS);
    }

    private static VirtualCpe cpe(String url) {
        CpeSettings settings =
                new CpeSettings(url, "", "", Duration.ofMinutes(5), Duration.ofSeconds(2), CwmpVersion.V1_0);
        return new VirtualCpe(
                new CpeIdentity("02AC50", "RG-181", "1", 1),
                settings,
                ModelKind.TR181.schema(),
                new Random(1),
                CLOCK.instant());
    }
}
