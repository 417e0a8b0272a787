package org.reactiveacs.benchmarks;

import java.util.Locale;

/**
 * What sessions of a {@link Lane} took.
 *
 * @param work of the server
 * @param redis what was asked of Redis for it
 */
record LaneCost(Work work, RedisUse redis) {
    static final LaneCost NONE = new LaneCost(Work.NONE, RedisUse.NONE);

    LaneCost plus(LaneCost more) {
        return new LaneCost(work.plus(more.work), redis.plus(more.redis));
    }

    /** Milliseconds of the processor for each session, of server and Redis together. */
    double millis() {
        return work.cpuMillis() + redis.seconds() * 1000 / work.good();
    }

    @Override
    public String toString() {
        String text = SessionCost.text(work);
        if (redis.commands() == 0) {
            return text;
        }
        double sessions = work.good();
        return String.format(
                Locale.ROOT,
                "%s; Redis %.4f ms, %.1f commands, %.0f bytes in and %.0f out a session",
                text,
                redis.seconds() * 1000 / sessions,
                redis.commands() / sessions,
                redis.bytesIn() / sessions,
                redis.bytesOut() / sessions);
    }
}
