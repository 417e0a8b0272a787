package org.reactiveacs.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a task may run.
 *
 * @param notBefore not earlier, null at once
 * @param expires not later: then it ends as {@link TaskStatus#EXPIRED}; null never
 * @param window only within these hours, null at any
 */
public record Schedule(
        @Nullable Instant notBefore,
        @Nullable Instant expires,
        @Nullable DailyWindow window) {

    public static final Schedule AT_ONCE = new Schedule(null, null, null);

    public boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    /** Whether it may start now. */
    public boolean isOpen(Instant now) {
        return (notBefore == null || !now.isBefore(notBefore))
                && !isExpired(now)
                && (window == null || window.isOpen(now));
    }

    /** The first instant from {@code now} on at which it may start, if it has not expired by then. */
    public Instant nextOpen(Instant now) {
        var from = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
        return window == null ? from : window.nextOpen(from);
    }
}
