package org.reactiveacs.simulator.tally;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.reactiveacs.simulator.client.Ending;

/** Sessions that did not end well, by kind. Thread-safe. */
final class Failures {
    private final Map<Ending, Kind> kinds = new ConcurrentHashMap<>();
    private volatile String last = "";

    private static final class Kind {
        private final LongAdder count = new LongAdder();
        private volatile String last = "";
    }

    void add(Ending ending, String reason) {
        Kind kind = kinds.computeIfAbsent(ending, none -> new Kind());
        kind.count.increment();
        kind.last = reason;
        last = reason;
    }

    /** The newest reason of any kind; empty when there was none. */
    String last() {
        return last;
    }

    long of(Ending ending) {
        Kind kind = kinds.get(ending);
        return kind == null ? 0 : kind.count.sum();
    }

    Map<String, FailureCount> report() {
        Map<String, FailureCount> report = new TreeMap<>();
        kinds.forEach((ending, kind) -> report.put(ending.key(), new FailureCount(kind.count.sum(), kind.last)));
        return report;
    }
}
