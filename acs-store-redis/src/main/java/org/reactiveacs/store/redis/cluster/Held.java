package org.reactiveacs.store.redis.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import org.reactiveacs.cluster.Leases.Change;
import org.reactiveacs.cluster.Partitions;

/**
 * The leases that a node believes to hold, until a moment of its own monotonic clock. Immutable.
 *
 * @param tokens a partition's fencing token, 0 for one that is not held
 * @param until {@link System#nanoTime} from which none is held
 */
record Held(List<Long> tokens, long until) {

    private static final Long NONE = 0L;

    static Held nothing(long nanoTime) {
        return new Held(java.util.Collections.nCopies(Partitions.COUNT, NONE), nanoTime);
    }

    OptionalLong token(int partition, long nanoTime) {
        long token = tokens.get(partition);
        return token == 0 || isOver(nanoTime) ? OptionalLong.empty() : OptionalLong.of(token);
    }

    boolean isOver(long nanoTime) {
        return nanoTime - until >= 0;
    }

    /** Those of these leases that are among {@code wanted}. */
    Held only(BitSet wanted) {
        var kept = new ArrayList<>(tokens);
        for (int partition = 0; partition < kept.size(); partition++) {
            if (!wanted.get(partition)) {
                kept.set(partition, NONE);
            }
        }
        return new Held(List.copyOf(kept), until);
    }

    /** What happened from these leases to {@code next}. */
    List<Change> changes(Held next) {
        var changes = new ArrayList<Change>();
        for (int partition = 0; partition < tokens.size(); partition++) {
            long before = tokens.get(partition);
            long after = next.tokens.get(partition);
            if (before != after && before != 0) {
                changes.add(new Change.Lost(partition));
            }
            if (before != after && after != 0) {
                changes.add(new Change.Taken(partition, after));
            }
        }
        return changes;
    }
}
