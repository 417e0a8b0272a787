package org.reactiveacs.connreq;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has devices of one network asked no faster than it takes: who comes too early waits in the network's own lane, and keeps nobody of
 * another network waiting. Lanes with somebody in them stand in the order of their next turns, so that finding whose turn it is takes a time
 * that grows with the logarithm of their number. A lane in which nothing happens is forgotten. Belongs to an event loop.
 */
final class TargetNetworks {
    /** Lanes that are looked at, each time one is used, for whether they can be forgotten: more than are made. */
    private static final int LOOKED_AT = 2;

    private final Limits limits;
    /** Those first that were not used for the longest time. */
    private final Map<TargetNetwork, Lane> lanes = new LinkedHashMap<>(16, 0.75f, true);

    private final Agenda urgent = new Agenda(true);
    private final Agenda others = new Agenda(false);
    private int waiting;

    /**
     * How much goes to one network.
     *
     * @param prefixes that tell networks apart
     * @param perSecond devices that may be begun with, 0 for no limit
     * @param atOnce devices that may be asked at a time, 0 for no limit
     */
    record Limits(TargetNetwork.Prefixes prefixes, double perSecond, int atOnce) {
        /** No limit but those that hold for all networks together. */
        static final Limits NONE = new Limits(new TargetNetwork.Prefixes(24, 48), 0, 0);

        boolean isPaced() {
            return perSecond > 0;
        }

        boolean isAny() {
            return isPaced() || atOnce > 0;
        }
    }

    /** Lanes in which somebody waits, by when one more may be begun with; a lane that must wait for an answer first is not in it. */
    private static final class Agenda {
        private final boolean isUrgent;
        private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::at));
        private final Set<Lane> listed = new HashSet<>();

        /** When a lane had its next turn as it was entered; turns for others of the lane have moved it since. */
        record Due(Lane lane, long at) {}

        Agenda(boolean isUrgent) {
            this.isUrgent = isUrgent;
        }

        boolean lists(Lane lane) {
            return listed.contains(lane);
        }

        /** Enters a lane if somebody waits there and need not wait for an answer. */
        void enter(Lane lane, long now) {
            if (lane.isWaitedFor(isUrgent) && lane.hasRoom() && listed.add(lane)) {
                dues.add(new Due(lane, lane.due(now)));
            }
        }

        /** Whose turn it is, with the turn taken. */
        @Nullable
        Flight next(long now) {
            for (var due = dues.peek(); due != null && due.at() <= now; due = dues.peek()) {
                var lane = dues.remove().lane();
                listed.remove(lane);
                var flight = lane.isWaitedFor(isUrgent) && lane.take(now) ? lane.poll(isUrgent) : null;
                enter(lane, now);
                if (flight != null) {
                    flight.hasTurn(lane);
                    return flight;
                }
            }
            return null;
        }
    }

    TargetNetworks(Limits limits) {
        this.limits = limits;
    }

    /**
     * Whether a device may be asked at an address now: if not, it waits for its turn there.
     *
     * @param address null for one that is not paced
     * @param now by {@link System#nanoTime}
     */
    boolean mayAsk(Flight flight, @Nullable InetAddress address, long now) {
        var had = flight.turn();
        if (address == null || !limits.isAny()) {
            return true;
        }
        var network = TargetNetwork.of(address, limits.prefixes());
        if (had != null && had.network().equals(network)) {
            return true;
        }
        if (had != null) {
            // The device was called elsewhere when it was given its turn.
            flight.hasTurn(null);
            had.giveBack();
            enter(had, now);
        }
        forget(now);
        var lane = lanes.computeIfAbsent(network, key -> new Lane(key, limits, now));
        boolean isFirst = !lane.isWaitedFor(true) && (flight.isUrgent() || !lane.isWaitedFor(false));
        if (isFirst && lane.take(now)) {
            flight.hasTurn(lane);
            return true;
        }
        lane.add(flight);
        flight.waitsIn(lane);
        waiting++;
        enter(lane, now);
        return false;
    }

    private void enter(Lane lane, long now) {
        urgent.enter(lane, now);
        others.enter(lane, now);
    }

    /** Looks at those that were not used for the longest time; one that cannot be forgotten is looked at again after all others. */
    private void forget(long now) {
        for (int i = 0; i < LOOKED_AT && !lanes.isEmpty(); i++) {
            var eldest = lanes.values().iterator().next();
            if (eldest.isIdle(now) && !urgent.lists(eldest) && !others.lists(eldest)) {
                lanes.remove(eldest.network());
            } else {
                lanes.get(eldest.network());
            }
        }
    }

    /**
     * Whose turn it is in its network.
     *
     * @param all whether also those have their turn for whom nobody waits
     */
    @Nullable
    Flight next(boolean all, long now) {
        var next = urgent.next(now);
        if (next == null && all) {
            next = others.next(now);
        }
        if (next != null) {
            next.waitsIn(null);
            waiting--;
        }
        return next;
    }

    /** A device is not asked any more, if it was: there is room in its network for another. */
    void ended(Flight flight, long now) {
        var lane = flight.turn();
        if (lane != null) {
            flight.hasTurn(null);
            lane.ended();
            enter(lane, now);
        }
    }

    /** Somebody waits for a device that waits for its turn; false if it does not. */
    boolean hurry(Flight flight, long now) {
        var lane = flight.waitsIn();
        if (lane != null) {
            lane.hurry(flight);
            enter(lane, now);
        }
        return lane != null;
    }

    /** A device waits for its turn no more, if it did. */
    void leave(Flight flight) {
        var lane = flight.waitsIn();
        if (lane != null) {
            flight.waitsIn(null);
            lane.remove(flight);
            waiting--;
        }
    }

    /** Devices that wait for a turn in their networks. */
    int waiting() {
        return waiting;
    }

    /** Networks that are remembered. */
    int size() {
        return lanes.size();
    }
}
