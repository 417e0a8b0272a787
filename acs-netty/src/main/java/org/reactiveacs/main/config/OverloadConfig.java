package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code cwmp.overload.*}: when new sessions are refused for load, and how. */
public interface OverloadConfig {
    /** Whether they are at all. */
    @WithDefault("true")
    boolean enabled();

    /** How long a message may take us, from being here whole until its answer is ready. */
    @WithDefault("300ms")
    Duration target();

    /** Messages that may be in hand at once whatever the target says, for each processor. */
    @WithDefault("500")
    int leastMessages();

    /** Connections that the kernel holds until they are accepted, for each processor; it has a limit of its own. */
    @WithDefault("256")
    int backlog();

    /** Of the processors' time that refusals may take. */
    @WithDefault("10")
    int refusalPercent();

    /** Who is refused is to come again no sooner than this. */
    @WithDefault("30s")
    Duration retryLeast();

    /** And no later than this. */
    @WithDefault("90s")
    Duration retryMost();
}
