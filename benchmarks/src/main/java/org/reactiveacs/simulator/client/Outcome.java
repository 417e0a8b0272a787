package org.reactiveacs.simulator.client;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended.
 *
 * @param ending of which kind that was
 * @param reason for people, why it failed; empty when it did not
 * @param retryAfter what a 503 asked for, null when it asked for nothing
 */
public record Outcome(
        Ending ending, String reason, @Nullable Duration retryAfter) {
    /** Both sides were done. */
    public static final Outcome WELL = new Outcome(Ending.WELL, "", null);

    static Outcome failed(Ending ending, String reason) {
        return new Outcome(ending, reason, null);
    }

    public boolean isSuccessful() {
        return ending == Ending.WELL;
    }
}
