package org.reactiveacs.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A small authority and what it signed, written as PEM files. */
final class Certificates {
    final X509Bundle authority =
            builder("acs test ca").setIsCertificateAuthority(true).buildSelfSigned();
    final X509Bundle server = issue("localhost");
    final X509Bundle client = issue("00D09E-1");
    private final Path directory;

    Certificates(Path directory) throws Exception {
        this.directory = directory;
        write("ca.pem", authority.getCertificatePEM());
        writeServer(server);
    }

    X509Bundle issue(String name) throws Exception {
        return builder(name).addSanDnsName("localhost").buildIssuedBy(authority);
    }

    void writeServer(X509Bundle bundle) throws Exception {
        write("server.pem", bundle.getCertificatePathPEM());
        write("server.key", bundle.getPrivateKeyPEM());
    }

    Path write(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    TlsSettings settings(ClientAuth clientAuth) {
        return new TlsSettings(
                "cwmp.tls",
                new TlsSettings.Identity(
                        directory.resolve("server.pem"), directory.resolve("server.key"), Optional.empty()),
                Optional.of(directory.resolve("ca.pem")),
                clientAuth);
    }

    private static CertificateBuilder builder(String name) {
        return new CertificateBuilder()
                .algorithm(CertificateBuilder.Algorithm.ecp256)
                .subject("CN=" + name)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)));
    }
}
