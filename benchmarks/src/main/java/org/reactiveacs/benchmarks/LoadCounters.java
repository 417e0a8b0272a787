package org.reactiveacs.benchmarks;

import java.util.concurrent.atomic.LongAdder;

/** What a load did so far. Thread-safe. */
final class LoadCounters {
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
}
