package org.reactiveacs.store;

import java.time.Duration;

/**
 * When a device is called silent.
 *
 * @param missed how many of its periodic Informs it must have missed
 * @param interval at which a device is taken to call of which nothing is known
 * @param atLeast no device is silent sooner than this after its last Inform, however often it calls
 */
public record SilenceRules(int missed, Duration interval, Duration atLeast) {

    public static final SilenceRules DEFAULT = new SilenceRules(3, Duration.ofHours(24), Duration.ofMinutes(1));

    /** How long after its last Inform a device is silent that calls at an interval. */
    public Duration patience(Duration of) {
        var all = of.multipliedBy(missed);
        return all.compareTo(atLeast) < 0 ? atLeast : all;
    }
}
