package org.reactiveacs.tls;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes server contexts for TLS 1.2 and 1.3, for Netty pipelines and reactor-netty servers alike. */
public final class TlsContexts {
    private TlsContexts() {}

    /** What does the cryptography here: OpenSSL if it loads, else the Java virtual machine. */
    public static SslProvider provider() {
        return OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;
    }

    /**
     * Makes a context that can be {@link ReloadingSslContext#reloadIfChanged renewed} from its files and gives no tickets that
     * outlive it.
     *
     * @throws TlsException naming the key and the file that cannot be used
     */
    public static ReloadingSslContext reloading(TlsSettings settings) {
        return new ReloadingSslContext(settings, provider(), Optional.empty());
    }

    /**
     * Makes such a context, whose sessions can be resumed wherever the same tickets are known. With the cryptography of the Java
     * virtual machine the tickets are its own, and only this context resumes them.
     *
     * @throws TlsException naming the key and the file that cannot be used
     */
    public static ReloadingSslContext reloading(TlsSettings settings, SessionTickets tickets) {
        return new ReloadingSslContext(settings, provider(), Optional.of(tickets));
    }

    /**
     * A context and what goes with it.
     *
     * @param scope under what its sessions are made
     * @param expires when the first certificate of its chain does
     */
    record Scoped(SslContext context, SessionScope scope, Instant expires) {}

    static Scoped create(TlsSettings settings, SslProvider provider, Optional<SessionTickets> tickets) {
        PemFiles files = new PemFiles(settings.prefix());
        TlsSettings.Identity identity = settings.identity();
        List<X509Certificate> chain = files.certificates("certificate", identity.certificate());
        PrivateKey key = files.privateKey(identity.key(), identity.keyPassword());
        files.requirePair(identity, chain.get(0), key);
        SslContextBuilder builder =
                SslContextBuilder.forServer(key, chain).sslProvider(provider).protocols("TLSv1.3", "TLSv1.2");
        tickets.ifPresent(each -> builder.sessionTimeout(each.lifetime().toSeconds()));
        List<X509Certificate> authorities = authorities(settings, files);
        try {
            if (settings.clientAuth() != ClientAuth.NONE) {
                builder.clientAuth(settings.clientAuth()).trustManager(trust(authorities, tickets));
            }
            return new Scoped(builder.build(), SessionScope.of(settings, authorities), firstToExpire(chain));
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    settings.prefix() + ".certificate: " + identity.certificate() + ": cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Instant firstToExpire(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Trusts servers whose certificates these authorities have signed.
     *
     * @param prefix of the configuration keys, for messages
     * @param key below it
     * @param file PEM
     * @throws TlsException naming the key and the file that cannot be used
     */
    public static X509ExtendedTrustManager trusting(String prefix, String key, Path file) {
        return trust(new PemFiles(prefix).certificates(key, file));
    }

    private static List<X509Certificate> authorities(TlsSettings settings, PemFiles files) {
        if (settings.clientAuth() == ClientAuth.NONE) {
            return List.of();
        }
        return files.certificates(
                "clientCa",
                settings.clientCa().orElseThrow(() -> new TlsException(settings.prefix() + ".clientCa: is not set")));
    }

    private static TrustManager trust(List<X509Certificate> authorities, Optional<SessionTickets> tickets) {
        X509ExtendedTrustManager trust = trust(authorities);
        return tickets.<TrustManager>map(each -> new CertificateBoundTrust(trust, each.clock(), each.lifetime()))
                .orElse(trust);
    }

    private static X509ExtendedTrustManager trust(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry(Integer.toString(store.size()), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were read can be trusted", e);
        }
    }
}
