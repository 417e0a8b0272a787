package org.reactiveacs.store.redis.server;

import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A small authority and the server certificate that it signed, as PEM files.
 *
 * @param authority the authority's certificate
 * @param certificate the server's, for {@code localhost}
 * @param key the server's private key
 */
record RedisCertificates(Path authority, Path certificate, Path key) {

    static RedisCertificates in(Path directory) {
        try {
            var authority =
                    builder("acs test ca").setIsCertificateAuthority(true).buildSelfSigned();
            var server = builder("localhost").addSanDnsName("localhost").buildIssuedBy(authority);
            return new RedisCertificates(
                    Files.writeString(directory.resolve("ca.pem"), authority.getCertificatePEM()),
                    Files.writeString(directory.resolve("server.pem"), server.getCertificatePathPEM()),
                    Files.writeString(directory.resolve("server.key"), server.getPrivateKeyPEM()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot make certificates", e);
        }
    }

    private static CertificateBuilder builder(String name) {
        return new CertificateBuilder()
                .algorithm(CertificateBuilder.Algorithm.ecp256)
                .subject("CN=" + name)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(1)));
    }
}
