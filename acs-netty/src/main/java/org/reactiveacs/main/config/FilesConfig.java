package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** {@code files.*}: the listener from which CPEs load firmware and to which they send files. */
public interface FilesConfig {
    @WithDefault("0.0.0.0:7567")
    HostPort listen();

    /** The URL under which CPEs reach the listener. */
    Optional<URI> publicUrl();

    TlsConfig tls();
}
