package org.reactiveacs.simulator.stun;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What came to the STUN bindings of a fleet. Thread-safe. */
public final class StunCounts {

    /** What is counted. */
    public enum What {
        /** Requests to the STUN server. */
        REQUESTS,
        /** Answers that told the device its address. */
        ANSWERS,
        /** Answers that asked for a proof. */
        ASKED,
        /** Other answers. */
        REFUSALS,
        /** Addresses that the device did not have before. */
        CHANGES,
        /** Datagrams that made the device call. */
        WAKES,
        /** Copies of those. */
        COPIES,
        /** Datagrams that came while it had a session. */
        BUSY,
        /** Datagrams that are no connection requests. */
        MALFORMED,
        /** Connection requests for another user name, or with a signature under another password. */
        UNPROVEN,
        /** Connection requests that are older than the last one, or whose id came before. */
        STALE,
        /** Connection requests beyond what a device takes in a minute. */
        RATIONED
    }

    private final Map<What, LongAdder> counts = new ConcurrentHashMap<>();

    void count(What what) {
        counts.computeIfAbsent(what, none -> new LongAdder()).increment();
    }

    /** How often it came. */
    public long of(What what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** For people: what came at all. */
    @Override
    public String toString() {
        return Arrays.stream(What.values())
                .filter(what -> of(what) > 0)
                .map(what -> of(what) + " " + what.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
