package org.reactiveacs.benchmarks;

/**
 * What a process of one core that is held to a share of it may have of the processor. What it had too much it has less later. It
 * has no clock: whoever asks says what time it is.
 *
 * <p>How much a process had is told in ticks only. In between, all the time for which it was let go counts as used, up to the next tick.
 */
final class Allowance {
    /** As long a burst, at most, is saved up by a process that wants nothing. */
    static final long MOST_SAVED_NANOS = 10_000_000;

    /** More than that is not held against it, or one that could not be stopped for long would be dead for long. */
    static final long MOST_OWED_NANOS = 200_000_000;

    private final double share;
    private final long tickNanos;
    private long lastNanos;
    private long lastTicks;
    private long sinceTickNanos;
    private double balanceNanos;
    private boolean isLetGo = true;

    /**
     * @param share of a core
     * @param tickNanos length of a tick
     * @param now in nanoseconds
     * @param ticks that the process had until now
     */
    Allowance(double share, long tickNanos, long now, long ticks) {
        this.share = share;
        this.tickNanos = tickNanos;
        this.lastNanos = now;
        this.lastTicks = ticks;
    }

    /**
     * Whether the process may run from now on.
     *
     * @param now in nanoseconds
     * @param ticks that the process had until now
     */
    boolean mayRun(long now, long ticks) {
        long counted = lastTicks * tickNanos + Math.min(tickNanos, sinceTickNanos);
        if (ticks > lastTicks) {
            lastTicks = ticks;
            sinceTickNanos = 0;
        } else if (isLetGo) {
            sinceTickNanos += now - lastNanos;
        }
        long used = lastTicks * tickNanos + Math.min(tickNanos, sinceTickNanos) - counted;
        balanceNanos += (now - lastNanos) * share - used;
        balanceNanos = Math.max(-MOST_OWED_NANOS, Math.min(MOST_SAVED_NANOS, balanceNanos));
        lastNanos = now;
        isLetGo = balanceNanos > 0;
        return isLetGo;
    }
}
