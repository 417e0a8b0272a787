package org.reactiveacs.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class TlsContextsTest {
    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Certificates certificates;

    @BeforeEach
    void issue() throws Exception {
        certificates = new Certificates(directory);
    }

    @Test
    void openSslLoadsHere() {
        assertThat(OpenSsl.isAvailable()).isTrue();
        assertThat(TlsContexts.provider()).isEqualTo(SslProvider.OPENSSL);
    }

    @ParameterizedTest
    @CsvSource({"JDK,TLSv1.2", "JDK,TLSv1.3", "OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3"})
    void bothProvidersSpeakBothVersions(SslProvider provider, String protocol) throws Exception {
        SslContext context = context(certificates.settings(ClientAuth.NONE), provider);

        SSLSession session = handshake(context, protocol, null);

        assertThat(session.getProtocol()).isEqualTo(protocol);
        assertThat(subject(session)).isEqualTo("CN=localhost");
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"JDK", "OPENSSL"})
    void olderVersionsAreRefused(SslProvider provider) {
        SslContext context = context(certificates.settings(ClientAuth.NONE), provider);

        assertThatThrownBy(() -> handshake(context, "TLSv1.1", null)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"JDK,TLSv1.2", "JDK,TLSv1.3", "OPENSSL,TLSv1.2", "OPENSSL,TLSv1.3"})
    void aRequiredClientCertificateMustComeAndMustBeTrusted(SslProvider provider, String protocol) throws Exception {
        SslContext context = context(certificates.settings(ClientAuth.REQUIRE), provider);
        X509Bundle stranger = new Certificates(Files.createDirectory(directory.resolve("other"))).client;

        assertThat(handshake(context, protocol, certificates.client).isValid()).isTrue();
        assertThatThrownBy(() -> handshake(context, protocol, null)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> handshake(context, protocol, stranger)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"JDK", "OPENSSL"})
    void anOptionalClientCertificateMayBeMissing(SslProvider provider) throws Exception {
        SslContext context = context(certificates.settings(ClientAuth.OPTIONAL), provider);

        assertThat(handshake(context, "TLSv1.2", null).isValid()).isTrue();
        assertThat(handshake(context, "TLSv1.2", certificates.client).isValid()).isTrue();
    }

    @Test
    void theFirstOfTheChainToExpireIsToldAndRenewalMovesIt() throws Exception {
        var soon = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        var authority =
                expiring("intermediate", soon).setIsCertificateAuthority(true).buildSelfSigned();
        var late = expiring("localhost", soon.plus(Duration.ofDays(1))).buildIssuedBy(authority);
        certificates.write("server.pem", late.getCertificatePEM() + authority.getCertificatePEM());
        certificates.write("server.key", late.getPrivateKeyPEM());
        var context = TlsContexts.reloading(certificates.settings(ClientAuth.NONE));
        assertThat(context.expires()).isEqualTo(soon);

        certificates.writeServer(certificates.server);
        assertThat(context.reloadIfChanged()).isTrue();

        assertThat(context.expires())
                .isEqualTo(certificates.server.getCertificate().getNotAfter().toInstant());
    }

    private static CertificateBuilder expiring(String name, Instant when) {
        return new CertificateBuilder()
                .algorithm(CertificateBuilder.Algorithm.ecp256)
                .subject("CN=" + name)
                .notAfter(when);
    }

    @ParameterizedTest
    @EnumSource(
            value = SslProvider.class,
            names = {"JDK", "OPENSSL"})
    void changedFilesServeTheNextConnection(SslProvider provider) throws Exception {
        ReloadingSslContext context =
                new ReloadingSslContext(certificates.settings(ClientAuth.NONE), provider, Optional.empty());
        assertThat(context.reloadIfChanged()).isFalse();
        certificates.write("server.pem", "broken");
        assertThatThrownBy(context::reloadIfChanged).isInstanceOf(TlsException.class);
        assertThat(subject(handshake(context, "TLSv1.3", null))).isEqualTo("CN=localhost");

        certificates.writeServer(certificates.issue("renewed certificate"));

        assertThat(context.reloadIfChanged()).isTrue();
        assertThat(subject(handshake(context, "TLSv1.3", null))).isEqualTo("CN=renewed certificate");
    }

    @ParameterizedTest
    @EnumSource(
            value = CertificateBuilder.Algorithm.class,
            names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
    void theUsualKindsOfKeysAreRead(CertificateBuilder.Algorithm algorithm) throws Exception {
        certificates.writeServer(new CertificateBuilder()
                .algorithm(algorithm)
                .subject("CN=localhost")
                .buildIssuedBy(certificates.authority));

        assertThat(context(certificates.settings(ClientAuth.NONE), SslProvider.JDK)
                        .isServer())
                .isTrue();
    }

    @Test
    void anEncryptedKeyNeedsItsPassword() throws Exception {
        certificates.write(
                "server.key", encrypted(certificates.server.getKeyPair().getPrivate(), "open sesame"));

        assertThat(TlsContexts.reloading(withPassword("open sesame")).isServer())
                .isTrue();
        assertProblem(withPassword("wrong"), "cannot be decrypted with cwmp.tls.keyPassword");
        assertThat(withPassword("open sesame").toString()).doesNotContain("sesame");
    }

    @Test
    void unusableFilesAreNamedWithTheirKey() throws Exception {
        TlsSettings settings = certificates.settings(ClientAuth.REQUIRE);

        certificates.write("server.key", certificates.client.getPrivateKeyPEM());
        assertProblem(settings, "cwmp.tls.key: " + directory.resolve("server.key") + ": is not the key of");
        certificates.write("server.key", "-----BEGIN EC PRIVATE KEY-----\n-----END EC PRIVATE KEY-----\n");
        assertProblem(settings, "is not PKCS #8");
        certificates.write("server.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertProblem(settings, "is encrypted and cwmp.tls.keyPassword is not set");
        certificates.write("server.key", "nonsense");
        assertProblem(settings, "is no PEM file with a private key");
        Files.delete(directory.resolve("server.key"));
        assertProblem(settings, "no such file");
        certificates.write("server.pem", "");
        assertProblem(settings, "cwmp.tls.certificate: " + directory.resolve("server.pem") + ": holds no certificate");
        certificates.writeServer(certificates.server);
        Files.delete(directory.resolve("ca.pem"));
        assertProblem(settings, "cwmp.tls.clientCa: " + directory.resolve("ca.pem") + ": no such file");
    }

    private static SslContext context(TlsSettings settings, SslProvider provider) {
        return TlsContexts.create(settings, provider, Optional.empty()).context();
    }

    private TlsSettings withPassword(String password) {
        TlsSettings settings = certificates.settings(ClientAuth.NONE);
        return new TlsSettings(
                settings.prefix(),
                new TlsSettings.Identity(
                        settings.identity().certificate(), settings.identity().key(), Optional.of(password)),
                settings.clientCa(),
                settings.clientAuth());
    }

    private static String encrypted(PrivateKey key, String password) throws Exception {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(new JcaPKCS8Generator(
                    key,
                    new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                            .setProvider(new BouncyCastleProvider())
                            .setPassword(password.toCharArray())
                            .build()));
        }
        return pem.toString();
    }

    private static void assertProblem(TlsSettings settings, String message) {
        assertThatThrownBy(() -> TlsContexts.reloading(settings))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining(message);
    }

    private static String subject(SSLSession session) throws Exception {
        return ((X509Certificate) session.getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    /** A whole exchange with a reactor-netty server, for a refused client learns of it only when it reads. */
    private SSLSession handshake(SslContext context, String protocol, @Nullable X509Bundle client) throws Exception {
        DisposableServer server = HttpServer.create()
                .bindAddress(() -> new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .secure(spec -> spec.sslContext(context))
                .handle((request, response) -> response.sendString(Mono.just("hello")))
                .bindNow();
        SSLContext trusting = SSLContext.getInstance("TLS");
        KeyManager[] keys = client == null ? null : client.toKeyManagerFactory().getKeyManagers();
        TrustManager[] trust = {certificates.authority.toTrustManager()};
        trusting.init(keys, trust, null);
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != 'H') {
                throw new IOException("no answer");
            }
            return socket.getSession();
        } finally {
            server.disposeNow();
        }
    }
}
