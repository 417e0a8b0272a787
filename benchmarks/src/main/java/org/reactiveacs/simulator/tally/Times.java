package org.reactiveacs.simulator.tally;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Lengths of time, each to three digits. Written by any thread, read by one. */
public final class Times {
    private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(24);
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(HIGHEST_MICROS, DIGITS);
    private final Histogram total = new Histogram(HIGHEST_MICROS, DIGITS);
    private @Nullable Histogram last;

    /** Adds one; more than a day counts as a day. */
    public void add(long nanos) {
        recorder.recordValue(Math.min(HIGHEST_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos))));
    }

    /** Those that came since this was asked last. */
    public Latency sinceLast() {
        Histogram since = recorder.getIntervalHistogram(last);
        last = since;
        total.add(since);
        return Latency.of(since);
    }

    /** All so far. */
    public Latency all() {
        sinceLast();
        return Latency.of(total);
    }
}
