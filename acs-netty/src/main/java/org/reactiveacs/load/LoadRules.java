package org.reactiveacs.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much a node takes on.
 *
 * @param enabled whether load refuses anybody at all
 * @param target how long a message may take us, from being here whole until its answer is ready
 * @param leastMessages how many messages may always be in hand, for each processor
 * @param refusalPercent of the processors' time that refusals may take
 * @param processors that this process has
 */
public record LoadRules(boolean enabled, Duration target, int leastMessages, int refusalPercent, int processors) {

    private static final double MOST_BACKLOG = 65_535;

    /** The rules that hold where nobody sets others. */
    public static LoadRules ordinary(int processors) {
        return new LoadRules(true, Duration.ofMillis(300), 500, 10, processors);
    }

    /**
     * How many messages may be in hand: as many as are answered within the target (Little's law), but never fewer than the
     * least. Whoever measures little throughput since little is asked of it is not full, and neither is a machine that is
     * still warming up.
     *
     * @param perSecond messages answered a second
     * @param lagNanos how long a message lies unseen before it is taken in hand
     */
    int limit(double perSecond, long lagNanos) {
        long least = (long) leastMessages * processors;
        double within = Math.max(0, target.toNanos() - lagNanos) / (double) TimeUnit.SECONDS.toNanos(1);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(least, (long) (perSecond * within)));
    }

    /**
     * How many connections the kernel may hold for us: as many as are served in two thirds of the target, two messages each, so that nobody
     * is lost while we stand still for a moment; never fewer than the least.
     *
     * @param perSecond messages answered a second
     * @param least connections
     */
    int backlog(double perSecond, int least) {
        if (!enabled) {
            return least;
        }
        double within = target.toNanos() / 1.5 / TimeUnit.SECONDS.toNanos(1);
        return Math.max(least, (int) Math.min(MOST_BACKLOG, perSecond / 2 * within));
    }

    /** Nanoseconds that refusals may take of so many that pass. */
    long refusalNanos(long passed) {
        return passed / 100 * refusalPercent * processors;
    }
}
