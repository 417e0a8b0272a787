package org.reactiveacs.cwmp;

/**
 * A window in which a scheduled download may run (TR-069 A6 §A.4.1.8).
 *
 * @param windowStart seconds after the request
 * @param windowEnd seconds after the request, not before the start
 * @param windowMode such as {@code 1 At Any Time} or {@code 2 Immediately}
 * @param userMessage shown to the user before, may be empty
 * @param maxRetries how often to try again in this window; -1 leaves it to the CPE
 */
public record TimeWindowStruct(
        long windowStart, long windowEnd, String windowMode, String userMessage, int maxRetries) {}
