package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;

/** {@code management.*}: the listener for metrics and health. */
public interface ManagementConfig {
    @WithDefault("127.0.0.1:9547")
    HostPort listen();

    /** Whether meters are kept; without them {@code /metrics} is empty, and nobody is alerted. */
    @WithDefault("true")
    boolean metrics();

    TlsConfig tls();
}
