package org.reactiveacs.bulk;

import java.time.Instant;

/**
 * An order to ask all devices to call that match a filter.
 *
 * @param id names it
 * @param tenant whose devices
 * @param filter as it was written
 * @param by who ordered it
 * @param at when
 * @param state where it stands; what the shares say may be newer
 */
public record BulkRequest(String id, String tenant, String filter, String by, Instant at, State state) {

    /** Where an order stands. */
    public enum State {
        /** Devices are found, or asked, or may still call. */
        RUNNING,
        /** It is known of all devices what became of it. */
        DONE,
        /** It was stopped before. */
        STOPPED
    }

    /** Whether there is something to do. */
    public boolean isRunning() {
        return state == State.RUNNING;
    }

    /** The order in another state. */
    BulkRequest in(State next) {
        return new BulkRequest(id, tenant, filter, by, at, next);
    }
}
