package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** {@code tracing.*}: traces of CWMP sessions, which go to a collector of OpenTelemetry. */
public interface TracingConfig {
    /** Where the collector takes traces by OTLP over HTTP, the whole URL; without it there are none. */
    Optional<URI> otlp();

    /** The share of sessions that are traced, from 0 to 1. */
    @WithDefault("0.01")
    double sample();

    /** Spans that may wait to be sent. */
    @WithDefault("10000")
    int queue();
}
