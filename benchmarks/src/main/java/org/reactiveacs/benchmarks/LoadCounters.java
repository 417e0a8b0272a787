package org.reactiveacs.benchmarks;

import java.util.concurrent.atomic.LongAdder;

/** What a load did so far. Thread-safe. */
final class LoadCounters {
    /** With which a load is asked for its {@link #answer}. */
    static final String QUESTION = "count";

    private final LongAdder good = new LongAdder();
    private final LongAdder bad = new LongAdder();

    void ended(boolean isGood) {
        (isGood ? good : bad).increment();
    }

    long good() {
        return good.sum();
    }

    long bad() {
        return bad.sum();
    }

    /** {@code count GOOD BAD NANOS}, the last being the time. */
    String answer() {
        return QUESTION + ' ' + good() + ' ' + bad() + ' ' + System.nanoTime();
    }
}
