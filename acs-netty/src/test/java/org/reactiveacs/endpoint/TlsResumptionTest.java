package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import io.netty.handler.ssl.ClientAuth;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.endpoint.RunningEndpoint.MovableClock;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.embedded.EmbeddedStore;
import org.reactiveacs.tls.Certificates;
import org.reactiveacs.tls.ReloadingSslContext;
import org.reactiveacs.tls.SessionTickets;
import org.reactiveacs.tls.TlsContexts;

/** Sessions that one node began and another goes on with, by real handshakes. */
class TlsResumptionTest {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final Duration EPOCH = Duration.ofHours(6);

    @TempDir
    Path directory;

    private final KeyRing ring = KeyRing.generate(new SecureRandom());
    private final MovableClock ticketClock = new MovableClock();
    private final List<RunningEndpoint> nodes = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Certificates certificates;

    @BeforeEach
    void issue() throws Exception {
        certificates = new Certificates(directory);
    }

    @AfterEach
    void stop() {
        nodes.forEach(RunningEndpoint::close);
    }

    private ReloadingSslContext context(ClientAuth clientAuth, KeyRing keys, MovableClock clock) {
        return TlsContexts.reloading(certificates.settings(clientAuth), new SessionTickets(keys, clock, LIFETIME));
    }

    private RunningEndpoint node(ClientAuth clientAuth) {
        return node(context(clientAuth, ring, ticketClock));
    }

    private RunningEndpoint node(ReloadingSslContext context) {
        var options = new RunningEndpoint.Options();
        options.tls = Optional.of(context);
        return node(options);
    }

    private RunningEndpoint node(RunningEndpoint.Options options) {
        var store = directory.resolve("store" + nodes.size());
        var node = new RunningEndpoint(
                options,
                ring,
                keys -> EmbeddedStore.open(
                        new EmbeddedStore.Settings(store, IdentityScheme.OUI_SERIAL, keys), new LocalMail()));
        nodes.add(node);
        return node;
    }

    private SSLContext cpe(@Nullable X509Bundle certificate) throws Exception {
        return certificates.client(certificate);
    }

    /** A connection to what the CPE takes for one server, whichever node it is: Java looks sessions up by name and port. */
    private static SSLSocket connect(RunningEndpoint node, SSLContext cpe, String protocol) throws IOException {
        var plain = new Socket(
                InetAddress.getLoopbackAddress(), node.server.address().getPort()) {
            @Override
            public int getPort() {
                return 7547;
            }
        };
        var socket = (SSLSocket) cpe.getSocketFactory().createSocket(plain, "localhost", 7547, true);
        socket.setEnabledProtocols(new String[] {protocol});
        return socket;
    }

    /** One connection with one message; tells the status. */
    private static int call(RunningEndpoint node, SSLContext cpe, String protocol) throws IOException {
        try (var connection = new RawConnection(connect(node, cpe, protocol))) {
            return connection
                    .post(anInform().from("00D09E", "1").with("1 BOOT").build())
                    .status();
        }
    }

    private static double handshakes(RunningEndpoint node, String kind, String protocol) {
        var counter = node.registry
                .find("acs.tls.handshakes")
                .tags("kind", kind, "protocol", protocol)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private static void assertResumed(RunningEndpoint node, String protocol) {
        assertThat(handshakes(node, "resumed", protocol)).isEqualTo(1);
        assertThat(handshakes(node, "full", protocol)).isZero();
    }

    private static void assertNotResumed(RunningEndpoint node, String protocol) {
        assertThat(handshakes(node, "resumed", protocol)).isZero();
        assertThat(handshakes(node, "full", protocol)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,ecp256", "TLSv1.3,ecp256", "TLSv1.2,rsa2048", "TLSv1.3,rsa2048"})
    void aTicketOfOneNodeIsGoodAtAnother(String protocol, CertificateBuilder.Algorithm algorithm) throws Exception {
        certificates.renewServer(algorithm);
        var first = node(ClientAuth.NONE);
        var second = node(ClientAuth.NONE);
        var cpe = cpe(null);

        assertThat(call(first, cpe, protocol)).isEqualTo(200);
        assertThat(call(second, cpe, protocol)).isEqualTo(200);

        assertNotResumed(first, protocol);
        assertResumed(second, protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aNodeWithAnotherRingTakesNoTicketOfOurs(String protocol) throws Exception {
        var other = node(context(ClientAuth.NONE, KeyRing.generate(new SecureRandom()), ticketClock));
        var cpe = cpe(null);

        call(node(ClientAuth.NONE), cpe, protocol);
        assertThat(call(other, cpe, protocol)).isEqualTo(200);

        assertNotResumed(other, protocol);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,-1", "TLSv1.2,1", "TLSv1.2,4", "TLSv1.3,-1", "TLSv1.3,1", "TLSv1.3,4"})
    void aTicketOfAnEpochNotLongPastOrJustBegunIsGood(String protocol, int epochsLater) throws Exception {
        var clock = new MovableClock();
        clock.forward(EPOCH.multipliedBy(epochsLater));
        var later = node(context(ClientAuth.NONE, ring, clock));
        var cpe = cpe(null);

        call(node(ClientAuth.NONE), cpe, protocol);
        call(later, cpe, protocol);

        assertResumed(later, protocol);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,-2", "TLSv1.2,5", "TLSv1.3,-2", "TLSv1.3,5"})
    void aTicketOfAnEpochLongPastOrFarAheadIsNoGood(String protocol, int epochsLater) throws Exception {
        var clock = new MovableClock();
        clock.forward(EPOCH.multipliedBy(epochsLater));
        var later = node(context(ClientAuth.NONE, ring, clock));
        var cpe = cpe(null);

        call(node(ClientAuth.NONE), cpe, protocol);
        assertThat(call(later, cpe, protocol)).isEqualTo(200);

        assertNotResumed(later, protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theSealingKeyChangesWithTimeWhileTheListenerRuns(String protocol) throws Exception {
        var context = context(ClientAuth.NONE, ring, ticketClock);
        var rotating = node(context);
        assertThat(context.rotateTicketKeys()).isFalse();

        ticketClock.forward(EPOCH.multipliedBy(5));
        assertThat(context.rotateTicketKeys()).isTrue();
        assertThat(context.rotateTicketKeys()).isFalse();

        var fresh = node(ClientAuth.NONE);
        var cpe = cpe(null);
        call(rotating, cpe, protocol);
        call(fresh, cpe, protocol);
        assertResumed(fresh, protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRenewedCertificateLeavesTicketsGood(String protocol) throws Exception {
        var context = context(ClientAuth.NONE, ring, ticketClock);
        var node = node(context);
        var cpe = cpe(null);
        call(node, cpe, protocol);

        certificates.renewServer(CertificateBuilder.Algorithm.ecp384);
        assertThat(context.reloadIfChanged()).isTrue();
        call(node, cpe, protocol);

        assertThat(handshakes(node, "resumed", protocol)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void withoutTicketKeysNoOtherNodeResumes(String protocol) throws Exception {
        var first = node(TlsContexts.reloading(certificates.settings(ClientAuth.NONE)));
        var second = node(TlsContexts.reloading(certificates.settings(ClientAuth.NONE)));
        var cpe = cpe(null);

        call(first, cpe, protocol);
        assertThat(call(second, cpe, protocol)).isEqualTo(200);

        assertNotResumed(second, protocol);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,REQUIRE", "TLSv1.3,REQUIRE", "TLSv1.2,OPTIONAL", "TLSv1.3,OPTIONAL"})
    void anotherNodeStillKnowsWhoseCertificateItWas(String protocol, ClientAuth clientAuth) throws Exception {
        var options = RunningEndpoint.Options.digest();
        options.tls = Optional.of(context(clientAuth, ring, ticketClock));
        var second = node(options);
        var cpe = cpe(certificates.client);

        assertThat(call(node(clientAuth), cpe, protocol)).isEqualTo(200);
        assertThat(call(second, cpe, protocol)).isEqualTo(200);

        assertResumed(second, protocol);
        assertThat(second.counted("acs.authentications", "scheme", "certificate"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateThatHasExpiredMeanwhileIsRefused(String protocol) throws Exception {
        var second = node(ClientAuth.REQUIRE);
        var cpe = cpe(certificates.client);
        assertThat(call(node(ClientAuth.REQUIRE), cpe, protocol)).isEqualTo(200);

        second.clock.forward(Duration.ofDays(2));
        assertThatThrownBy(() -> call(second, cpe, protocol)).isInstanceOf(UncheckedIOException.class);

        assertResumed(second, protocol);
        assertThat(second.counted("acs.refused", "reason", "certificate-expired"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void noSessionOutlivesTheCertificateThatItWasMadeWith(String protocol) throws Exception {
        var ends = certificates.client.getCertificate().getNotAfter().toInstant();
        ticketClock.forward(Duration.between(ticketClock.instant(), ends));
        var second = node(ClientAuth.REQUIRE);
        var cpe = cpe(certificates.client);

        assertThat(call(node(ClientAuth.REQUIRE), cpe, protocol)).isEqualTo(200);
        assertThat(call(second, cpe, protocol)).isEqualTo(200);

        assertNotResumed(second, protocol);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void whomTheListenerTrustsHasChanged(String protocol) throws Exception {
        var first = node(ClientAuth.REQUIRE);
        certificates.trustAlso(certificates.issue("another authority"));
        var second = node(ClientAuth.REQUIRE);
        var cpe = cpe(certificates.client);

        call(first, cpe, protocol);
        assertThat(call(second, cpe, protocol)).isEqualTo(200);

        assertNotResumed(second, protocol);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2,NONE,OPTIONAL", "TLSv1.3,NONE,OPTIONAL", "TLSv1.2,OPTIONAL,REQUIRE", "TLSv1.3,OPTIONAL,REQUIRE"
    })
    void whatTheListenerAsksForHasChanged(String protocol, ClientAuth before, ClientAuth after) throws Exception {
        var second = node(after);
        var cpe = cpe(certificates.client);

        call(node(before), cpe, protocol);
        assertThat(call(second, cpe, protocol)).isEqualTo(200);

        assertNotResumed(second, protocol);
    }

    @Test
    void aClientThatRenegotiatesIsCutOff() throws Exception {
        var node = node(ClientAuth.NONE);
        try (var socket = connect(node, cpe(null), "TLSv1.2");
                var connection = new RawConnection(socket)) {
            socket.startHandshake();
            assertThat(connection
                            .post(anInform().from("00D09E", "1").with("1 BOOT").build())
                            .status())
                    .isEqualTo(200);

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(IOException.class);
        }
        assertNotResumed(node, "TLSv1.2");
    }

    @Test
    void aHandshakeThatDoesNotEndIsCutOff() throws Exception {
        var options = new RunningEndpoint.Options();
        options.tls = Optional.of(context(ClientAuth.NONE, ring, ticketClock));
        options.handshakeTimeout = Duration.ofMillis(200);
        var node = node(options);
        try (var slow = new Socket(
                InetAddress.getLoopbackAddress(), node.server.address().getPort())) {
            slow.setSoTimeout(10_000);
            var beginning = new byte[100]; // Of a record of 512 bytes with a ClientHello.
            System.arraycopy(new byte[] {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC, 3, 3}, 0, beginning, 0, 11);
            slow.getOutputStream().write(beginning);

            assertThat(slow.getInputStream().readAllBytes())
                    .as("an alert at most")
                    .hasSizeLessThan(20);
        }
        assertThat(node.counted("acs.refused", "reason", "slow-handshake")).isEqualTo(1);
    }
}
