package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code silence.*}: when a device that does not call any more is called silent. */
public interface SilenceConfig {
    /** How many of its periodic Informs it must have missed. */
    @WithDefault("3")
    int missed();

    /** How many of them a device must have missed here that was handed over to another ACS, to count as gone. */
    @WithDefault("3")
    int missedWhenLeaving();

    /** The interval of a device of which none is known. */
    @WithDefault("24h")
    Duration interval();

    /** No device is silent sooner than this after its last Inform. */
    @WithDefault("1m")
    Duration atLeast();

    /**
     * How long after its start a node calls no device silent: CPEs that found no server try again within 5,120 seconds, by
     * default (TR-069 A6 §3.2.1.1).
     */
    @WithDefault("90m")
    Duration afterStart();
}
