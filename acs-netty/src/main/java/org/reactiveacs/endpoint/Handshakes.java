package org.reactiveacs.endpoint;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.internal.tcnative.SSL;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLEngine;
import org.reactiveacs.metrics.AcsMetrics;

/** Begins TLS handshakes, bounds the time they take, and judges and counts how they ended. Thread-safe. */
final class Handshakes {

    private final SslContext context;
    private final Duration within;
    private final InstantSource clock;
    private final AcsMetrics metrics;

    /**
     * @param within the time that a handshake may take
     * @param clock tells whether a client certificate still counts
     */
    Handshakes(SslContext context, Duration within, InstantSource clock, AcsMetrics metrics) {
        this.context = context;
        this.within = within;
        this.clock = clock;
        this.metrics = metrics;
    }

    SslHandler begin(ByteBufAllocator allocator) {
        var handler = context.newHandler(allocator);
        handler.setHandshakeTimeoutMillis(within.toMillis());
        return handler;
    }

    void failed(Throwable why) {
        metrics.refused(why instanceof SslHandshakeTimeoutException ? "slow-handshake" : "tls");
    }

    /**
     * A handshake is through.
     *
     * @param begun when it began, in milliseconds since 1970
     * @return whether the connection may go on: with a resumed session nobody but us looks whether the certificate has
     *     expired
     */
    boolean accepts(SSLEngine engine, long begun) {
        metrics.tlsHandshake(isResumed(engine, begun), engine.getSession().getProtocol());
        if (ClientCertificates.areValid(engine, clock.instant())) {
            return true;
        }
        metrics.refused("certificate-expired");
        return false;
    }

    private static boolean isResumed(SSLEngine engine, long begun) {
        return engine instanceof ReferenceCountedOpenSslEngine openSsl
                ? SSL.isSessionReused(openSsl.sslPointer())
                // Java does not say; but a session that is older than its connection was not made for it.
                : engine.getSession().getCreationTime() < begun;
    }
}
