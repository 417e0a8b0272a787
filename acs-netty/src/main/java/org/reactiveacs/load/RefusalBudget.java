package org.reactiveacs.load;

import java.util.concurrent.TimeUnit;

/**
 * The time that may be spent on refusing. What is not spent is kept for a tenth of a second, and no more debt is made than
 * is paid off in that time. Thread-safe.
 */
final class RefusalBudget {

    private static final long KEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LoadRules rules;
    private final long most;
    private long left;

    RefusalBudget(LoadRules rules) {
        this.rules = rules;
        this.most = rules.refusalNanos(KEPT_NANOS);
        this.left = most;
    }

    /** Time passes. */
    synchronized void earn(long nanos) {
        left = Math.min(most, left + rules.refusalNanos(Math.min(nanos, 2 * KEPT_NANOS)));
    }

    /**
     * Somebody was refused, which took this long.
     *
     * @return whether that was the last of the budget
     */
    synchronized boolean spend(long nanos) {
        boolean wasLeft = left > 0;
        left = Math.max(-most, left - nanos);
        return wasLeft && left <= 0;
    }

    synchronized boolean isLeft() {
        return left > 0;
    }
}
