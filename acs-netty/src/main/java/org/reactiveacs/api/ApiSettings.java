package org.reactiveacs.api;

import java.time.Duration;

/**
 * The API's limits.
 *
 * @param maxBodyBytes the largest body of a request
 * @param maxWait the longest that a request may wait for a task's end
 * @param maxWaiting requests that may wait at a time
 */
public record ApiSettings(int maxBodyBytes, Duration maxWait, int maxWaiting) {
    public static final ApiSettings DEFAULT = new ApiSettings(1 << 20, Duration.ofMinutes(5), 2000);
}
