package org.reactiveacs.oddity;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.anomaly.EventMix;
import org.reactiveacs.anomaly.MixCount;
import org.reactiveacs.anomaly.VisitSigns;

/** Counts for which reasons sessions are opened at this node, but those that were asked for. Thread-safe. */
final class MixMeter {

    /** More event codes than the standard has; devices may send any. */
    static final int MOST_EVENTS = 32;

    static final String OTHER = "other";

    private volatile Running running = new Running(Long.MIN_VALUE);
    private @Nullable MixCount finished;

    private static final class Running {
        private final long interval;
        private final LongAdder sessions = new LongAdder();
        private final Map<String, LongAdder> events = new ConcurrentHashMap<>();

        Running(long interval) {
            this.interval = interval;
        }

        void count(String event) {
            var counter = events.get(event);
            if (counter == null) {
                var name = events.size() < MOST_EVENTS ? event : OTHER;
                counter = events.computeIfAbsent(name, none -> new LongAdder());
            }
            counter.increment();
        }

        MixCount sum() {
            Map<String, Long> sums = new HashMap<>();
            events.forEach((event, count) -> sums.put(event, count.sum()));
            return new MixCount(interval, sessions.sum(), sums);
        }
    }

    /** A session was opened. */
    void count(List<String> events, Instant at) {
        if (!VisitSigns.isUnasked(events)) {
            return;
        }
        var now = in(EventMix.interval(at));
        now.sessions.increment();
        if (events.size() == 1) {
            now.count(events.get(0));
        } else {
            new HashSet<>(events).forEach(now::count);
        }
    }

    private Running in(long interval) {
        var now = running;
        return interval <= now.interval ? now : next(interval);
    }

    private synchronized Running next(long interval) {
        var now = running;
        if (interval > now.interval) {
            finished = now.interval == Long.MIN_VALUE ? null : now.sum();
            now = new Running(interval);
            running = now;
        }
        return now;
    }

    /** What was counted in the last interval that is over, once; null if it was told, or nothing was counted. */
    synchronized @Nullable MixCount finished(Instant at) {
        in(EventMix.interval(at));
        var count = finished;
        finished = null;
        return count;
    }
}
