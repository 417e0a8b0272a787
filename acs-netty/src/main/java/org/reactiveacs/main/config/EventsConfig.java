package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code events.*}: clients of the API that are told what happens, as it happens. */
public interface EventsConfig {
    /** Clients that may follow at a time at this node. */
    @WithDefault("200")
    int streams();

    /** Events that a client may be behind; one that is further is told to come again. */
    @WithDefault("32768")
    int buffer();

    /** From one look for news to the next, while anybody wants any. */
    @WithDefault("250ms")
    Duration poll();

    /** After how much silence a client hears something all the same. */
    @WithDefault("15s")
    Duration heartbeat();
}
