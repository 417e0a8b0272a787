package org.reactiveacs.main.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code anomalies.*}: from when on something is wrong with a device, or with the fleet. */
public interface AnomaliesConfig {
    /** Restarts of a device that nobody asked for. */
    RebootsConfig reboots();

    /** Sessions of a device that nobody asked for. */
    SessionsConfig sessions();

    /** Changes of a device's address. */
    AddressesConfig addresses();

    /** Sessions from two addresses that cut each other off. */
    DuplicatesConfig duplicates();

    /** Attempts to call as a device that are refused, at one node. */
    FailuresConfig failures();

    /** Reasons for which the fleet calls. */
    MixConfig mix();

    /** How often, 0 for never, within how long. */
    interface RebootsConfig {
        @WithDefault("5")
        int times();

        @WithDefault("1h")
        Duration within();
    }

    /** How often, 0 for never, within how long. */
    interface SessionsConfig {
        @WithDefault("20")
        int times();

        @WithDefault("10m")
        Duration within();
    }

    /** How often, 0 for never, within how long. */
    interface AddressesConfig {
        @WithDefault("6")
        int times();

        @WithDefault("6h")
        Duration within();
    }

    /** How often, 0 for never, within how long. */
    interface DuplicatesConfig {
        @WithDefault("3")
        int times();

        @WithDefault("1h")
        Duration within();
    }

    /** How often, 0 for never, within how long. */
    interface FailuresConfig {
        @WithDefault("10")
        int times();

        @WithDefault("1h")
        Duration within();
    }

    /** How much must have changed, of how many. */
    interface MixConfig {
        /** Fewer in five minutes tell nothing; 0 to look at nothing. */
        @WithDefault("200")
        int sessions();

        /** Points of a hundred that an event's share must have grown by. */
        @WithDefault("20")
        int points();
    }
}
