package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code capture.*}: messages of single devices that operators want to see. */
public interface CaptureConfig {
    /** Devices that may be captured at a time, on all nodes together. */
    @WithDefault("16")
    int devices();

    /** For how long a device may be captured by one order. */
    @WithDefault("24h")
    Duration longest();

    /** Messages of a device that a node keeps, the newest. */
    @WithDefault("500")
    int messages();

    /** Bytes of a message that are kept, its beginning. */
    @WithDefault("65536")
    int messageBytes();

    /** Messages that may wait on a node to be written down; what comes beside them is lost. */
    @WithDefault("1000")
    int queue();

    /** How long messages are kept after their order has ended. */
    @WithDefault("24h")
    Duration kept();
}
