package org.reactiveacs.api;

import java.time.Duration;

/**
 * The API's limits.
 *
 * @param maxBodyBytes the largest body of a request
 * @param maxWait the longest that a request may wait for a task's end
 * @param maxWaiting requests that may wait at a time
 * @param captured what operators may have captured
 */
public record ApiSettings(int maxBodyBytes, Duration maxWait, int maxWaiting, Captured captured) {
    public static final ApiSettings DEFAULT =
            new ApiSettings(1 << 20, Duration.ofMinutes(5), 2000, new Captured(16, Duration.ofHours(24)));

    /**
     * What operators may have captured.
     *
     * @param devices at a time
     * @param longest for how long by one order
     */
    public record Captured(int devices, Duration longest) {}

    /** The same with another limit. */
    public ApiSettings with(Captured limit) {
        return new ApiSettings(maxBodyBytes, maxWait, maxWaiting, limit);
    }
}
