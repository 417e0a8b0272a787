package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** {@code *.tls.*}: TLS of one listener; it speaks TLS if and only if a certificate is set. */
public interface TlsConfig {
    /** PEM file with the certificate, followed by its intermediates. */
    Optional<@WithConverter(Converters.Paths.class) Path> certificate();

    /** PEM file with the private key in PKCS #8. */
    Optional<@WithConverter(Converters.Paths.class) Path> key();

    Optional<Secret> keyPassword();

    /** PEM file with the authorities whose client certificates are trusted. */
    Optional<@WithConverter(Converters.Paths.class) Path> clientCa();

    @WithDefault("none")
    ClientAuth clientAuth();

    /** Whether clients show a certificate. */
    enum ClientAuth {
        NONE,
        OPTIONAL,
        REQUIRED
    }
}
