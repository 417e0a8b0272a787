package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import java.nio.file.Path;
import java.util.Optional;

/** {@code store.tls.*}: certificates for a store whose URL says that it speaks TLS. */
public interface StoreTlsConfig {
    /** PEM file with the authorities that may have signed the servers' certificates; Java's own if not set. */
    Optional<@WithConverter(Converters.Paths.class) Path> trust();

    /** PEM file with the certificate that this node shows. */
    Optional<@WithConverter(Converters.Paths.class) Path> certificate();

    /** PEM file with its private key. */
    Optional<@WithConverter(Converters.Paths.class) Path> key();
}
