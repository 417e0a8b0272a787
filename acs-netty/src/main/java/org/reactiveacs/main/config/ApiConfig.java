package org.reactiveacs.main.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** {@code api.*}: the REST API. */
public interface ApiConfig {
    /** Loopback by default: who reaches the API steers the whole fleet, so opening it to a network is a decision. */
    @WithDefault("127.0.0.1:7557")
    HostPort listen();

    /** Whether everybody who reaches it may use it without a token; only on a loopback address, for demonstrations. */
    @WithDefault("false")
    boolean open();

    /** The administrator's bearer token; excludes {@link #tokenFile}. */
    Optional<Secret> token();

    /** A file that holds the administrator's token and nothing else. */
    Optional<@WithConverter(Converters.Paths.class) Path> tokenFile();

    TlsConfig tls();
}
