package org.reactiveacs.simulator.tally;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often things with a name happened. Thread-safe. */
final class Counts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String name) {
        counts.computeIfAbsent(name, none -> new LongAdder()).increment();
    }

    Map<String, Long> report() {
        Map<String, Long> report = new TreeMap<>();
        counts.forEach((name, count) -> report.put(name, count.sum()));
        return report;
    }
}
