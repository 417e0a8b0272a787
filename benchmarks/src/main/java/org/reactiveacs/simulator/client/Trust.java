package org.reactiveacs.simulator.client;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which certificates of an ACS, or of a file server, CPEs believe. */
public final class Trust {
    /** Those of the authorities that Java knows. */
    public static final Trust SYSTEM = new Trust(null, true);

    /** Any. */
    public static final Trust ANYTHING = new Trust(InsecureTrustManagerFactory.INSTANCE, false);

    private final @Nullable TrustManagerFactory managers;
    private final boolean checksNames;

    private Trust(@Nullable TrustManagerFactory managers, boolean checksNames) {
        this.managers = managers;
        this.checksNames = checksNames;
    }

    /**
     * Those of the authorities in a PEM file.
     *
     * @throws IOException when it cannot be read or holds no certificate
     */
    public static Trust authorities(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(stream)) {
                store.setCertificateEntry("ca" + ++count, certificate);
            }
            if (count == 0) {
                throw new IOException("no certificate in " + file);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return new Trust(managers, true);
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificates in " + file + ": " + e.getMessage(), e);
        }
    }

    SslContext forNetty() {
        SslContextBuilder builder = SslContextBuilder.forClient();
        if (managers != null) {
            builder.trustManager(managers);
        }
        if (!checksNames) {
            builder.endpointIdentificationAlgorithm("");
        }
        try {
            return builder.build();
        } catch (SSLException e) {
            throw new IllegalStateException("TLS for clients cannot be set up", e);
        }
    }

    /** The same for clients that take no context; null for Java's default. */
    public @Nullable X509TrustManager manager() {
        return managers == null ? null : (X509TrustManager) managers.getTrustManagers()[0];
    }

    /** The same for Java's own client; null for its default. */
    public @Nullable SSLContext forJava() {
        if (managers == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }
}
