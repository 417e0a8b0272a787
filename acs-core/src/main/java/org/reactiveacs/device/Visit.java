package org.reactiveacs.device;

import java.time.Instant;
import java.util.List;

/**
 * One session as the operator reads it afterwards.
 *
 * @param at when the Inform came
 * @param events all its event codes, as {@code 2 PERIODIC}
 * @param peer the address it came from
 * @param retryCount how often the CPE had tried before (TR-069 A6 §3.2.1.1)
 * @param done what was done, a short line an RPC such as {@code SetParameterValues 3}; the newest
 *     {@value #MAX_DONE} are kept
 * @param end how it ended
 * @param millis how long it took, 0 while it is under way
 */
public record Visit(
        Instant at, List<String> events, String peer, int retryCount, List<String> done, End end, long millis) {

    public static final int MAX_DONE = 16;

    /** Visits kept a device. */
    public static final int KEPT = 32;

    /** How a session ended. */
    public enum End {
        /** It has not. */
        UNDER_WAY,
        /** Neither side had more to say. */
        COMPLETED,
        /** No message for the session's time-out. */
        TIMED_OUT,
        /** The device opened another session. */
        SUPERSEDED,
        /** Closed by us: what the device sent could not be answered. */
        FAILED,
        /** The device waits for an operator: nothing was done but to answer its Inform. */
        QUARANTINED
    }

    public Visit {
        events = List.copyOf(events);
        done = done.size() <= MAX_DONE
                ? List.copyOf(done)
                : List.copyOf(done.subList(done.size() - MAX_DONE, done.size()));
    }

    public Visit ended(End how, Instant when, List<String> what) {
        return new Visit(at, events, peer, retryCount, what, how, Math.max(0, when.toEpochMilli() - at.toEpochMilli()));
    }
}
