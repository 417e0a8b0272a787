package org.reactiveacs.scenarios;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** A small authority, and what it signs. */
final class SiteCertificates {
    private SiteCertificates() {}

    static X509Bundle authority() throws Exception {
        return builder("acs scenario ca").setIsCertificateAuthority(true).buildSelfSigned();
    }

    static X509Bundle issue(X509Bundle authority, String name) throws Exception {
        return builder(name)
                .addSanDnsName("localhost")
                .addSanIpAddress("127.0.0.1")
                .buildIssuedBy(authority);
    }

    /** What a client trusts and shows. */
    static SSLContext client(X509Bundle authority, @Nullable X509Bundle certificate) throws Exception {
        var context = SSLContext.getInstance("TLS");
        KeyManager[] keys = certificate == null
                ? new KeyManager[0]
                : certificate.toKeyManagerFactory().getKeyManagers();
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
