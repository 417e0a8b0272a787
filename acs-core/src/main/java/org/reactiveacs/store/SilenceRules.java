package org.reactiveacs.store;

import java.time.Duration;

/**
 * When a device is called silent.
 *
 * @param missed how many of its periodic Informs it must have missed
 * @param interval at which a device is taken to call of which nothing is known
 * @param atLeast no device is silent sooner than this after its last Inform, however often it calls
 * @param left how many a device must have missed that was given to another ACS, to count as gone
 */
public record SilenceRules(int missed, Duration interval, Duration atLeast, int left) {

    /** Where a device that has gone to another ACS must have missed as many. */
    public SilenceRules(int missed, Duration interval, Duration atLeast) {
        this(missed, interval, atLeast, missed);
    }

    public static final SilenceRules DEFAULT = new SilenceRules(3, Duration.ofHours(24), Duration.ofMinutes(1));

    /** Those for a device that was given to another ACS. */
    public SilenceRules ofLeaving() {
        return new SilenceRules(left, interval, atLeast, left);
    }

    /** How long after its last Inform a device is silent that calls at an interval. */
    public Duration patience(Duration of) {
        var all = of.multipliedBy(missed);
        return all.compareTo(atLeast) < 0 ? atLeast : all;
    }
}
