package org.reactiveacs.connreq;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/** Which certificates devices may show whose ConnectionRequestURL is of https. */
public sealed interface DeviceTrust {

    /** For connections to devices. */
    SslContext context();

    /** One of an authority that Java trusts, which names the host of the URL. */
    record Public() implements DeviceTrust {
        @Override
        public SslContext context() {
            return built(SslContextBuilder.forClient().endpointIdentificationAlgorithm("HTTPS"));
        }
    }

    /**
     * One that was signed by certain authorities, whomever it names: devices have other addresses every day, and certificates for years.
     *
     * @param authorities who may have signed it
     */
    record Signed(TrustManager authorities) implements DeviceTrust {
        @Override
        public SslContext context() {
            return built(SslContextBuilder.forClient().trustManager(authorities).endpointIdentificationAlgorithm(null));
        }
    }

    /** Any, as one of the device's own making: the proof that is sent does not show the password. */
    record Any() implements DeviceTrust {
        @Override
        public SslContext context() {
            return built(SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE)
                    .endpointIdentificationAlgorithm(null));
        }
    }

    private static SslContext built(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up for connection requests", e);
        }
    }
}
