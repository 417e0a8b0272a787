package org.reactiveacs.policy.desired;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;

/** When what failed is tried again: after an hour, after a day, and then not before something has changed. */
final class Retry {

    private static final Duration FIRST = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofDays(1);

    /** How often a value is set, or an object made, that then is not there. */
    static final int MAX_LOST = 3;

    /** Within this time. */
    static final Duration LOST_WITHIN = Duration.ofDays(1);

    private Retry() {}

    static @Nullable Instant of(Compliance.Entry entry) {
        return switch (entry.count()) {
            case 0, 1 -> entry.at().plus(FIRST);
            case 2 -> entry.at().plus(SECOND);
            default -> null;
        };
    }

    /** How often something was set in short time, if it is set once more. */
    static int countOf(Compliance.@Nullable Entry before, boolean isSame, Instant now) {
        return before != null && isSame && before.at().plus(LOST_WITHIN).isAfter(now) ? before.count() + 1 : 1;
    }
}
