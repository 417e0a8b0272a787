package org.reactiveacs.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.reactiveacs.cwmp.InformBuilder.anInform;

import io.netty.handler.ssl.ClientAuth;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.cwmp.InformResponse;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.tls.Certificates;
import org.reactiveacs.tls.TlsContexts;

/** CWMP over TLS, with real handshakes. */
class TlsEndpointTest {

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Certificates certificates;

    private @Nullable RunningEndpoint endpoint;

    @BeforeEach
    void issue() throws Exception {
        certificates = new Certificates(directory);
    }

    @AfterEach
    void stop() {
        if (endpoint != null) {
            endpoint.close();
        }
    }

    private RunningEndpoint start(ClientAuth clientAuth) {
        return start(clientAuth, RunningEndpoint.Options.digest());
    }

    private RunningEndpoint start(ClientAuth clientAuth, RunningEndpoint.Options options) {
        options.tls = Optional.of(TlsContexts.reloading(certificates.settings(clientAuth)));
        endpoint = new RunningEndpoint(directory.resolve("store"), options);
        return endpoint;
    }

    private static Inform inform() {
        return anInform().from("00D09E", "1").with("1 BOOT").build();
    }

    private RawConnection connect(RunningEndpoint to, @Nullable X509Bundle certificate) throws Exception {
        return connect(to, certificates.client(certificate));
    }

    private static RawConnection connect(RunningEndpoint to, SSLContext context) throws IOException {
        return new RawConnection(context.getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), to.server.address().getPort()));
    }

    @Test
    void aWholeSessionRunsOverTls() throws Exception {
        var acs = start(ClientAuth.NONE);
        try (var cpe = connect(acs, (X509Bundle) null)) {
            var challenge = cpe.post(inform());
            assertThat(challenge.status()).isEqualTo(401);
            var answer = cpe.post(
                    inform(),
                    new DigestClient("00D09E-1", acs.derivedPassword(), "SHA-256")
                            .authorization(DigestClient.nonce(challenge), 1));
            assertThat(answer.message()).isEqualTo(new InformResponse(1));
            acs.order(new TaskSpec.Reboot());

            assertThat(cpe.postNothing("Cookie: " + answer.cookie()).message()).isInstanceOf(Reboot.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00D09E-1", "00D09E-Router-1"})
    void aCertificateThatNamesTheDeviceProvesItWithoutDigest(String name) throws Exception {
        var acs = start(ClientAuth.REQUIRE);
        try (var cpe = connect(acs, certificates.issue(name))) {
            assertThat(cpe.post(inform()).message()).isEqualTo(new InformResponse(1));
        }

        assertThat(acs.counted("acs.authentications", "scheme", "certificate")).isEqualTo(1);
    }

    @Test
    void aResumedHandshakeStillTellsWhoseCertificateItWas() throws Exception {
        var acs = start(ClientAuth.REQUIRE);
        var context = certificates.client(certificates.client);
        for (int i = 0; i < 3; i++) {
            try (var cpe = connect(acs, context)) {
                assertThat(cpe.post(inform()).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aCertificateOfAnotherDeviceIsRefusedAndNothingIsKnownOfTheDevice() throws Exception {
        var acs = start(ClientAuth.OPTIONAL);
        try (var cpe = connect(acs, certificates.issue("00D09E-2"))) {
            assertThat(cpe.post(inform()).status()).isIn(401, 403);
        }

        assertThat(acs.store.devices().find(RunningEndpoint.DEVICE).block()).isNull();
    }

    @Test
    void aCertificateOfAWholeProductLeavesItToTheDigest() throws Exception {
        var acs = start(ClientAuth.REQUIRE);
        try (var cpe = connect(acs, certificates.issue("Acme Router"))) {
            var challenge = cpe.post(inform());
            assertThat(challenge.status()).isEqualTo(401);
            var answer = cpe.post(
                    inform(),
                    new DigestClient("00D09E-1", acs.derivedPassword(), "MD5")
                            .authorization(DigestClient.nonce(challenge), 1));

            assertThat(answer.message()).isEqualTo(new InformResponse(1));
        }
    }

    @Test
    void withoutACertificateWhereItIsOptionalDigestIsAsked() throws Exception {
        var acs = start(ClientAuth.OPTIONAL);
        try (var cpe = connect(acs, (X509Bundle) null)) {
            var challenge = cpe.post(inform());
            assertThat(challenge.status()).isEqualTo(401);

            assertThat(cpe.post(
                                    inform(),
                                    new DigestClient("00D09E-1", acs.derivedPassword(), "MD5")
                                            .authorization(DigestClient.nonce(challenge), 1))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutACertificateWhereItIsRequiredThereIsNoConnection() throws Exception {
        var acs = start(ClientAuth.REQUIRE);
        try (var cpe = connect(acs, (X509Bundle) null)) {
            assertThatThrownBy(() -> cpe.post(inform())).isInstanceOf(UncheckedIOException.class);
        }
        try (var next = connect(acs, certificates.client)) {
            assertThat(next.post(inform()).status()).as("others are not harmed").isEqualTo(200);
        }
    }

    @Test
    void whoSaysNothingAfterTheHandshakeIsNotKept() throws Exception {
        var options = RunningEndpoint.Options.digest();
        options.sessionTimeout = Duration.ofMillis(1);
        var acs = start(ClientAuth.NONE, options);
        try (var socket = (SSLSocket) certificates
                .client((X509Bundle) null)
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(), acs.server.address().getPort())) {
            socket.startHandshake();

            assertThat(new RawConnection(socket).isClosedByPeer()).isTrue();
        }
        assertThat(acs.counted("acs.refused", "reason", "idle")).isEqualTo(1);
    }

    @Test
    void plainHttpOnATlsListenerIsClosed() {
        var acs = start(ClientAuth.NONE);
        try (var plain = acs.connect()) {
            plain.send(RawConnection.head("POST / HTTP/1.1", 0));

            assertThat(plain.isClosedByPeer()).isTrue();
        }
    }
}
