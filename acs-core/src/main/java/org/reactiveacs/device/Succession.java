package org.reactiveacs.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which device came in the place of which other.
 *
 * @param retirement set once another came in this one's place
 * @param replaces in whose place this one came, null if in nobody's
 */
public record Succession(
        @Nullable Retirement retirement, @Nullable DeviceId replaces) {

    /**
     * That a device is not used any more. It is let in if it calls, but policies do nothing for it.
     *
     * @param at since when
     * @param by who said so
     * @param replacedBy the device that came in its place
     * @param key the client's idempotency key, empty if it gave none
     * @param isMoved whether all that it had is at the other one
     */
    public record Retirement(Instant at, String by, DeviceId replacedBy, String key, boolean isMoved) {
        /** Nothing is left to be done. */
        public Retirement moved() {
            return new Retirement(at, by, replacedBy, key, true);
        }
    }

    public static final Succession NONE = new Succession(null, null);

    public Succession retired(Retirement next) {
        return new Succession(next, replaces);
    }

    public Succession replacing(DeviceId other) {
        return new Succession(retirement, other);
    }
}
