package org.reactiveacs.simulator.fleet;

/**
 * Since when a device wants a session, and for when its next attempt was due; moments by {@link System#nanoTime}, 0 for none.
 * Belongs to the device's event loop, but others may read {@link #nanos}.
 */
final class Since {
    private volatile long wanted;
    private long nextAttempt;
    private long later;

    /** Something happened that the ACS must hear of; what comes during a session is for the next one. */
    void want(long dueNanos, boolean inSession) {
        if (inSession) {
            later = later == 0 ? dueNanos : later;
        } else if (wanted == 0) {
            wanted = dueNanos;
            nextAttempt = dueNanos;
        }
    }

    /** An attempt begins, planned for a moment unless something else made it due; returns when that was. */
    long begin(long plannedNanos) {
        long due = nextAttempt == 0 ? plannedNanos : nextAttempt;
        nextAttempt = 0;
        if (wanted == 0) {
            wanted = due;
        }
        return due;
    }

    /** The ACS has heard it all, unless more came meanwhile that makes the device call again. */
    void served(boolean callsAgain) {
        wanted = callsAgain ? later : 0;
        nextAttempt = wanted;
        later = 0;
    }

    long nanos() {
        return wanted;
    }
}
