package org.reactiveacs.device;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What policies made of a device when they were last compared with it. While nothing of that has changed, a visit need not look at
 * its parameters.
 *
 * @param under over all that the comparison went by: policies, tags, firmware, what Informs report; 0 where no policy is meant for it
 * @param recheckAt when it is to be compared again although nothing changed, null never
 * @param state what came of it
 */
public record Settled(long under, @Nullable Instant recheckAt, State state) {

    /** How a device stands with the policies that are meant for it. */
    public enum State {
        /** No policy is meant for it, or none was compared yet. */
        NONE,
        /** What must hold holds. */
        IN_SYNC,
        /** Something is still to be done, or to take effect. */
        PENDING,
        /** Something cannot be had from the device, or policies contradict each other. */
        CONFLICT;

        /** How it is called in filters and answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Settled NONE = new Settled(0, null, State.NONE);

    /** Whether the comparison still counts. */
    public boolean holds(long now, Instant at) {
        return under == now && (recheckAt == null || at.isBefore(recheckAt));
    }
}
