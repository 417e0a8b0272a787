package org.reactiveacs.simulator.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param isSuccessful whether both sides were done
 * @param reason why not; empty when it was
 * @param retryAfter what a 503 asked for, null when it asked for nothing
 */
public record Outcome(
        boolean isSuccessful, String reason, @Nullable Duration retryAfter) {
    static Outcome failed(String reason) {
        return new Outcome(false, reason, null);
    }
}
