package org.reactiveacs.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Where a campaign stands. Written by the node that steers it alone.
 *
 * @param order the operators' newest order that it goes by
 * @param state where it stands
 * @param why it stands there, for the operator; empty where nobody asks
 * @param pass over the fleet: 0 the first, one more for each retry and for a rollback
 * @param back whether the pass takes devices back
 * @param wave which wave, from 0 on
 * @param sizes devices in this pass by partition, empty until they are counted
 * @param allowed how many devices may have begun, in the order of {@link Apportionment}
 * @param paced until when the rate has been used up
 * @param pardoned failures that an operator has seen and gone on all the same
 * @param over whether no device is under way any more, so that nobody need look
 */
public record Course(
        long order,
        State state,
        String why,
        int pass,
        boolean back,
        int wave,
        List<Integer> sizes,
        long allowed,
        Instant paced,
        Pardoned pardoned,
        boolean over) {

    /** Where a campaign stands. */
    public enum State {
        /** Nobody has started it. */
        DRAFT,
        RUNNING,
        /** No further device begins. */
        PAUSED,
        ROLLING_BACK,
        /** It was given up; devices stay as they are. */
        ABORTED,
        /** The devices that could go back are back. */
        ROLLED_BACK,
        DONE;

        /** How it is called in answers and metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What counted when an operator said that it is to go on.
     *
     * @param pending whether that is still to be looked up
     */
    public record Pardoned(long failed, long judged, boolean pending) {
        static final Pardoned NOTHING = new Pardoned(0, 0, false);
    }

    public static final Course DRAFT =
            new Course(0, State.DRAFT, "", 0, false, 0, List.of(), 0, Instant.EPOCH, Pardoned.NOTHING, false);

    public Course {
        sizes = List.copyOf(sizes);
    }

    /** Whether devices may begin. */
    public boolean isMoving() {
        return state == State.RUNNING || state == State.ROLLING_BACK;
    }

    /** Devices in this pass. */
    public long total() {
        return sizes.stream().mapToLong(Integer::longValue).sum();
    }

    Course in(State next, String reason) {
        return new Course(order, next, reason, pass, back, wave, sizes, allowed, paced, pardoned, over);
    }

    Course by(long number) {
        return new Course(number, state, why, pass, back, wave, sizes, allowed, paced, pardoned, over);
    }

    /** At the beginning of a pass, of which nothing is counted yet. */
    Course pass(int next, boolean isBack) {
        return new Course(order, state, why, next, isBack, 0, List.of(), 0, Instant.EPOCH, Pardoned.NOTHING, false);
    }

    Course counted(List<Integer> members, Instant from) {
        return new Course(order, state, why, pass, back, wave, members, allowed, from, pardoned, over);
    }

    Course wave(int next) {
        return new Course(order, state, why, pass, back, next, sizes, allowed, paced, pardoned, over);
    }

    Course allowing(long more, Instant until) {
        return new Course(order, state, why, pass, back, wave, sizes, more, until, pardoned, over);
    }

    Course pardoning(Pardoned next) {
        return new Course(order, state, why, pass, back, wave, sizes, allowed, paced, next, over);
    }

    Course asOver() {
        return new Course(order, state, why, pass, back, wave, sizes, allowed, paced, pardoned, true);
    }
}
