package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;

/** {@code management.*}: the listener for metrics and health. */
public interface ManagementConfig {
    @WithDefault("127.0.0.1:9547")
    HostPort listen();

    TlsConfig tls();
}
