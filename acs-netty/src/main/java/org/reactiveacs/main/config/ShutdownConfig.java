package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code shutdown.*}: how the server stops. */
public interface ShutdownConfig {
    /** Time in which new sessions are still taken although readiness is refused, so that balancers see that first. */
    @WithDefault("0s")
    Duration notice();

    /** Time for sessions under way to finish once the server is told to stop. */
    @WithDefault("25s")
    Duration drain();
}
