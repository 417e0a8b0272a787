package org.reactiveacs.store.embedded;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;

/** How many devices each partition has, and of which kind. Changed by the writer alone, with the index; read by anyone. */
final class FleetCounts {

    private final AtomicIntegerArray known = new AtomicIntegerArray(Partitions.COUNT);
    private final AtomicIntegerArray called = new AtomicIntegerArray(Partitions.COUNT);
    private final PolicyCounts policies = new PolicyCounts();
    private final ModelCounts models = new ModelCounts();

    /** A device's entry in the index gives way to another; either may be null. */
    void moved(int partition, FleetIndex.@Nullable Entry before, FleetIndex.@Nullable Entry after) {
        add(known, partition, (after == null ? 0 : 1) - (before == null ? 0 : 1));
        add(called, partition, called(after) - called(before));
        policies.moved(partition, before, after);
        models.moved(partition, before, after);
    }

    private static int called(FleetIndex.@Nullable Entry entry) {
        return entry == null || entry.lastInform() == null ? 0 : 1;
    }

    private static void add(AtomicIntegerArray counts, int partition, int more) {
        if (more != 0) {
            counts.addAndGet(partition, more);
        }
    }

    int known(int partition) {
        return known.get(partition);
    }

    int called(int partition) {
        return called.get(partition);
    }

    PolicyCounts policies() {
        return policies;
    }

    ModelCounts models() {
        return models;
    }
}
