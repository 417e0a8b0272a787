package org.reactiveacs.device;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That the passwords which are derived for a device are others than at first. Only their number is kept: the passwords follow from it and the key ring.
 *
 * @param epoch how many times they were rotated, 1 for the first time; 0 stands for those from before
 * @param at when they were last
 * @param isConfirmed whether the device has taken the new ones; until then both those and the ones before may be right
 */
public record Rotation(int epoch, Instant at, boolean isConfirmed) {
    private static final Rotation NONE = new Rotation(0, Instant.EPOCH, true);

    /** The next one. */
    static Rotation after(@Nullable Rotation before, Instant at) {
        return new Rotation((before == null ? NONE : before).epoch() + 1, at, false);
    }

    /** The device has taken the new passwords. */
    Rotation confirmed() {
        return new Rotation(epoch, at, true);
    }
}
