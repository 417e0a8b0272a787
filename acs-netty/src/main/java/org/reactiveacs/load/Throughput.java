package org.reactiveacs.load;

import java.util.concurrent.TimeUnit;

/** How many messages are answered a second, of late: what was a second ago counts for a third. */
record Throughput(double perSecond) {

    private static final double MEMORY_NANOS = TimeUnit.SECONDS.toNanos(1);

    static final Throughput NONE = new Throughput(0);

    /** What it is after so many more within a time. */
    Throughput after(long answered, long nanos) {
        if (nanos <= 0) {
            return this;
        }
        double now = answered * (double) TimeUnit.SECONDS.toNanos(1) / nanos;
        double kept = Math.exp(-nanos / MEMORY_NANOS);
        return new Throughput(perSecond * kept + now * (1 - kept));
    }
}
