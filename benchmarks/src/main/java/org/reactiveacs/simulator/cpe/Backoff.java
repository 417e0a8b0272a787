package org.reactiveacs.simulator.cpe;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a failed session is tried again (TR-069 A6 §3.2.1.1). */
final class Backoff {
    private static final int LAST_STEP = 10;

    private Backoff() {}

    /**
     * A random wait.
     *
     * @param retryCount from 1; from the tenth on, the range stays the same
     * @param minimumSeconds CWMPRetryMinimumWaitInterval
     * @param multiplier CWMPRetryIntervalMultiplier by 1000
     */
    static Duration wait(int retryCount, long minimumSeconds, double multiplier, RandomGenerator random) {
        int step = Math.min(retryCount, LAST_STEP);
        double low = minimumSeconds * Math.pow(multiplier, step - 1);
        double high = low * multiplier;
        double seconds = high > low ? random.nextDouble(low, high) : low;
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
