package org.reactiveacs.tls;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom another trusts, and lets no session outlive the certificates that it was made with: afterwards OpenSSL asks
 * for a certificate again. Without that a client that has renewed its certificate in time would go on resuming, and be turned
 * away with a session made under the old one.
 */
final class CertificateBoundTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final InstantSource clock;
    private final Duration lifetime;

    /**
     * @param lifetime of a session whose certificates last
     */
    CertificateBoundTrust(X509ExtendedTrustManager trust, InstantSource clock, Duration lifetime) {
        this.trust = trust;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, engine);
        if (engine instanceof ReferenceCountedOpenSslEngine openSsl) {
            long unused = SSL.setTimeout(openSsl.sslPointer(), seconds(chain));
        }
    }

    private long seconds(X509Certificate[] chain) {
        long left = lifetime.toSeconds();
        for (X509Certificate certificate : chain) {
            left = Math.min(
                    left,
                    Duration.between(clock.instant(), certificate.getNotAfter().toInstant())
                            .toSeconds());
        }
        return Math.max(0, left);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkClientTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust.checkServerTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }
}
