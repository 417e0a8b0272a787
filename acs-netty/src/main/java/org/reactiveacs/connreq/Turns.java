package org.reactiveacs.connreq;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Devices that wait to be asked: first come those for whom somebody waits, then the others in the order in which they were ordered, last
 * those that were asked in vain, now or the last time that they were wanted, for devices that are gone keep the others waiting less so. Belongs
 * to an event loop.
 */
final class Turns {
    private final Deque<Flight> urgent = new ArrayDeque<>();
    private final Deque<Flight> ready = new ArrayDeque<>();
    private final Deque<Flight> again = new ArrayDeque<>();

    /** It comes after those that are here. */
    void add(Flight flight) {
        flight.queued();
        (flight.isUrgent() ? urgent : ready).add(flight);
    }

    /** It goes on before others begin. */
    void goOn(Flight flight) {
        flight.queued();
        (flight.isUrgent() ? urgent : ready).addFirst(flight);
    }

    /** It was asked in vain, now or last time, and its pause is over. */
    void addAgain(Flight flight) {
        flight.queued();
        (flight.isUrgent() ? urgent : again).add(flight);
    }

    /** Somebody waits for one that is here: where it stands else it is passed over. */
    void hurry(Flight flight) {
        urgent.add(flight);
    }

    boolean isEmpty() {
        return urgent.isEmpty() && ready.isEmpty() && again.isEmpty();
    }

    /**
     * The next one.
     *
     * @param all whether also those have their turn for whom nobody waits
     */
    @Nullable
    Flight next(boolean all) {
        var next = next(urgent);
        if (next == null && all) {
            next = next(ready);
        }
        return next == null && all ? next(again) : next;
    }

    private static @Nullable Flight next(Deque<Flight> queue) {
        for (var flight = queue.poll(); flight != null; flight = queue.poll()) {
            if (flight.isTurn()) {
                return flight;
            }
        }
        return null;
    }

    /** Devices that were asked in vain and wait for another turn, some of them twice. */
    int again() {
        return again.size();
    }

    void clear() {
        urgent.clear();
        ready.clear();
        again.clear();
    }
}
