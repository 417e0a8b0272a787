package org.reactiveacs.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Begins things at a fixed rate, whatever becomes of those before. It has no clock: whoever asks says what time it is.
 */
final class OpenLoop {

    private final double perNano;
    private final long start;
    private final long end;
    private final LongConsumer begin;
    private long begun;

    /**
     * @param perSecond how many
     * @param start the first is due, in nanoseconds
     * @param end none is due any more
     * @param begin is told when the thing was due
     */
    OpenLoop(double perSecond, long start, long end, LongConsumer begin) {
        this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
        this.start = start;
        this.end = end;
        this.begin = begin;
    }

    /** Begins all that are due by now. */
    void at(long now) {
        for (long due = due(); due <= now && due < end; due = due()) {
            begun++;
            begin.accept(due);
        }
    }

    private long due() {
        return start + (long) (begun / perNano);
    }
}
