package org.reactiveacs.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A small authority and what it signed, written as PEM files. */
public final class Certificates {
    public final X509Bundle authority =
            builder("acs test ca").setIsCertificateAuthority(true).buildSelfSigned();
    public final X509Bundle server = issue("localhost");
    public final X509Bundle client = issue("00D09E-1");
    private final Path directory;

    public Certificates(Path directory) throws Exception {
        this.directory = directory;
        write("ca.pem", authority.getCertificatePEM());
        writeServer(server);
    }

    /** A certificate of this authority for a name. */
    public X509Bundle issue(String name) throws Exception {
        return builder(name).addSanDnsName("localhost").buildIssuedBy(authority);
    }

    /** Has the listener show a new certificate with a key of this kind from its next reading of the files on. */
    public void renewServer(CertificateBuilder.Algorithm algorithm) throws Exception {
        writeServer(builder("localhost")
                .algorithm(algorithm)
                .addSanDnsName("localhost")
                .buildIssuedBy(authority));
    }

    /** Has the listener trust another authority, too, from its next reading of the files on. */
    public void trustAlso(X509Bundle other) throws Exception {
        write("ca.pem", authority.getCertificatePEM() + other.getCertificatePEM());
    }

    void writeServer(X509Bundle bundle) throws Exception {
        write("server.pem", bundle.getCertificatePathPEM());
        write("server.key", bundle.getPrivateKeyPEM());
    }

    Path write(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    /** The settings of a listener that shows {@link #server} and trusts {@link #authority}. */
    public TlsSettings settings(ClientAuth clientAuth) {
        return new TlsSettings(
                "cwmp.tls",
                new TlsSettings.Identity(
                        directory.resolve("server.pem"), directory.resolve("server.key"), Optional.empty()),
                Optional.of(directory.resolve("ca.pem")),
                clientAuth);
    }

    /** What a client trusts and shows: this authority, and a certificate of its own or none. */
    public SSLContext client(@Nullable X509Bundle certificate) throws Exception {
        var context = SSLContext.getInstance("TLS");
        var keys =
                certificate == null ? null : certificate.toKeyManagerFactory().getKeyManagers();
        context.init(keys, new TrustManager[] {authority.toTrustManager()}, null);
        return context;
    }

    private static CertificateBuilder builder(String name) {
        return new CertificateBuilder()
                .algorithm(CertificateBuilder.Algorithm.ecp256)
                .subject("CN=" + name)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)));
    }
}
