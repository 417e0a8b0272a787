package org.reactiveacs.anomaly;

import java.util.Map;
import java.util.TreeMap;

/**
 * For which reasons sessions were opened in an interval.
 *
 * @param interval its number since the epoch
 * @param sessions how many
 * @param events how many of them with each event code
 */
public record MixCount(long interval, long sessions, Map<String, Long> events) {

    public MixCount {
        events = Map.copyOf(events);
    }

    public static MixCount none(long interval) {
        return new MixCount(interval, 0, Map.of());
    }

    /** What two nodes have counted. */
    public MixCount and(MixCount other) {
        var sum = new TreeMap<>(events);
        other.events.forEach((event, count) -> sum.merge(event, count, Long::sum));
        return new MixCount(interval, sessions + other.sessions, sum);
    }
}
