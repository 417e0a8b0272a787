package org.reactiveacs.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * This node among the others. Thread-safe, and asking never waits. Closing leaves: what the node holds is handed over at
 * once.
 */
public interface Membership extends AutoCloseable {

    /** This node. */
    Member self();

    /** All nodes that are alive, this one among them, by name; what was heard last, about a second ago. */
    List<Member> members();

    /** Which partitions this node works on. */
    Leases leases();

    /**
     * How far this node's clock is ahead of the store's, negative when it is behind: what is certain of it, so zero for as long
     * as the way to the store and back explains the difference.
     */
    Duration clockOffset();

    /** Why this node should not be called ready, for the operator; empty when nothing speaks against it. */
    Optional<String> trouble();

    @Override
    void close();
}
