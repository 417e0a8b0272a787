package org.reactiveacs.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/** Makes server contexts for TLS 1.2 and 1.3, for Netty pipelines and reactor-netty servers alike. */
public final class TlsContexts {
    private TlsContexts() {}

    /** What does the cryptography here: OpenSSL if it loads, else the Java virtual machine. */
    public static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /**
     * Makes a context that can be {@link ReloadingSslContext#reloadIfChanged renewed} from its files.
     *
     * @throws TlsException naming the key and the file that cannot be used
     */
    public static ReloadingSslContext reloading(TlsSettings settings) {
        return new ReloadingSslContext(settings, provider());
    }

    static SslContext create(TlsSettings settings, SslProvider provider) {
        PemFiles files = new PemFiles(settings.prefix());
        TlsSettings.Identity identity = settings.identity();
        List<X509Certificate> chain = files.certificates("certificate", identity.certificate());
        PrivateKey key = files.privateKey(identity.key(), identity.keyPassword());
        files.requirePair(identity, chain.get(0), key);
        SslContextBuilder builder =
                SslContextBuilder.forServer(key, chain).sslProvider(provider).protocols("TLSv1.3", "TLSv1.2");
        if (settings.clientAuth() != ClientAuth.NONE) {
            builder.clientAuth(settings.clientAuth())
                    .trustManager(files.certificates(
                            "clientCa",
                            settings.clientCa()
                                    .orElseThrow(() -> new TlsException(settings.prefix() + ".clientCa: is not set"))));
        }
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    settings.prefix() + ".certificate: " + identity.certificate() + ": cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }
}
