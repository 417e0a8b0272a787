package org.reactiveacs.cluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Flux;

/**
 * The partitions whose background work is this node's. A lease spreads work and guards nothing: another node may believe
 * for a moment that it holds the same one, so every effect passes the store's own checks. Thread-safe, and asking never
 * waits.
 */
public interface Leases {

    /** What became of a lease. */
    sealed interface Change {
        int partition();

        /** This node holds it from now on. */
        record Taken(int partition, long token) implements Change {}

        /** This node holds it no more. */
        record Lost(int partition) implements Change {}
    }

    /**
     * The fencing token of a partition that this node holds now: it grows each time the lease is taken, by whichever node.
     * Empty when this node does not hold it, or cannot know that it still does.
     */
    OptionalLong token(int partition);

    /** Whether this node holds it now. */
    default boolean holds(int partition) {
        return token(partition).isPresent();
    }

    /** The partitions that this node holds now, ascending. */
    List<Integer> held();

    /** The node that holds a partition, as heard last; empty while it is on its way from one to another. */
    Optional<Member> holder(int partition);

    /**
     * Changes from now on, in order. A subscriber that is too slow loses the oldest, so whoever works on a partition asks
     * {@link #holds} too.
     */
    Flux<Change> changes();
}
