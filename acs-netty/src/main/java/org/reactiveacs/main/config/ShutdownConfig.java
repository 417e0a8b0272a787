package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code shutdown.*}: how the server stops. */
public interface ShutdownConfig {
    /** Time for sessions under way to finish once the server is told to stop. */
    @WithDefault("25s")
    Duration drain();
}
