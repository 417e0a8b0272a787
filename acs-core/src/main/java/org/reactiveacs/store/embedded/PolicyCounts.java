package org.reactiveacs.store.embedded;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Settled;
import org.reactiveacs.store.Store.PolicyStates;

/** How many devices of each partition stand how with their policies. Changed by the writer alone, with the index; read by anyone. */
final class PolicyCounts {

    private final Map<Settled.State, AtomicIntegerArray> counts = new EnumMap<>(Settled.State.class);

    PolicyCounts() {
        for (var state : Settled.State.values()) {
            counts.put(state, new AtomicIntegerArray(Partitions.COUNT));
        }
    }

    /** A device's entry in the index gives way to another; either may be null. Most sessions change nothing of it. */
    void moved(int partition, FleetIndex.@Nullable Entry before, FleetIndex.@Nullable Entry after) {
        if (before != null && after != null && before.policies() == after.policies()) {
            return;
        }
        if (before != null) {
            counts(before.policies()).decrementAndGet(partition);
        }
        if (after != null) {
            counts(after.policies()).incrementAndGet(partition);
        }
    }

    private AtomicIntegerArray counts(Settled.State state) {
        return Objects.requireNonNull(counts.get(state));
    }

    PolicyStates of(int partition) {
        return new PolicyStates(
                counts(Settled.State.IN_SYNC).get(partition),
                counts(Settled.State.PENDING).get(partition),
                counts(Settled.State.CONFLICT).get(partition));
    }
}
