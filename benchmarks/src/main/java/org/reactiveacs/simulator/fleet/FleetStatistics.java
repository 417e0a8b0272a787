package org.reactiveacs.simulator.fleet;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.reactiveacs.simulator.client.Outcome;

/** Counts sessions, requests and times of a fleet. Thread-safe, but for one reader. */
final class FleetStatistics {
    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final LongAdder sessions = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<String, LongAdder> rpcs = new ConcurrentHashMap<>();
    private final Recorder times = new Recorder(HIGHEST_MICROS, 3);
    private final Histogram total = new Histogram(HIGHEST_MICROS, 3);
    private volatile String lastFailure = "";

    void ended(Outcome outcome, long nanos) {
        if (outcome.isSuccessful()) {
            sessions.increment();
            times.recordValue(Math.min(HIGHEST_MICROS, TimeUnit.NANOSECONDS.toMicros(nanos)));
        } else {
            failed.increment();
            lastFailure = outcome.reason();
        }
    }

    void answered(String rpc) {
        rpcs.computeIfAbsent(rpc, name -> new LongAdder()).increment();
    }

    long sessions() {
        return sessions.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** Why the last session failed; empty while none did. */
    String lastFailure() {
        return lastFailure;
    }

    FleetReport report(int devices, double seconds) {
        total.add(times.getIntervalHistogram());
        Map<String, Long> counts = new TreeMap<>();
        rpcs.forEach((name, count) -> counts.put(name, count.sum()));
        return new FleetReport(
                devices,
                sessions(),
                failed(),
                counts,
                rounded(seconds > 0 ? sessions() / seconds : 0),
                rounded(total.getValueAtPercentile(50) / 1000.0),
                rounded(total.getValueAtPercentile(99) / 1000.0));
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
