package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.store.Store.ModelCount;

/**
 * How many devices of each partition are of which model and version, of those that have called. Changed by the writer alone, with the index; read
 * by anyone.
 */
final class ModelCounts {

    private final List<Map<ModelKey, Integer>> partitions = Stream.generate(
                    () -> (Map<ModelKey, Integer>) new ConcurrentHashMap<ModelKey, Integer>())
            .limit(Partitions.COUNT)
            .toList();

    /** A device's entry in the index gives way to another; either may be null. Most sessions change nothing of it. */
    void moved(int partition, FleetIndex.@Nullable Entry before, FleetIndex.@Nullable Entry after) {
        if (before != null && after != null && isSame(before, after)) {
            return;
        }
        var from = model(before);
        var to = model(after);
        var counts = partitions.get(partition);
        if (from != null) {
            counts.computeIfPresent(from, (model, count) -> count == 1 ? null : count - 1);
        }
        if (to != null) {
            counts.merge(to, 1, Integer::sum);
        }
    }

    private static boolean isSame(FleetIndex.Entry before, FleetIndex.Entry after) {
        return (before.lastInform() == null) == (after.lastInform() == null)
                && before.identity().oui().equals(after.identity().oui())
                && before.identity().productClass().equals(after.identity().productClass())
                && before.software().equals(after.software());
    }

    private static @Nullable ModelKey model(FleetIndex.@Nullable Entry entry) {
        return entry == null || entry.lastInform() == null
                ? null
                : new ModelKey(entry.identity().oui(), entry.identity().productClass(), entry.software());
    }

    List<ModelCount> of(int partition, int most) {
        var counts = new ArrayList<ModelCount>();
        long beyond = 0;
        for (var entry : partitions.get(partition).entrySet()) {
            if (counts.size() < most) {
                counts.add(new ModelCount(entry.getKey(), entry.getValue()));
            } else {
                beyond += entry.getValue();
            }
        }
        if (beyond > 0) {
            counts.add(new ModelCount(ModelCount.BEYOND, beyond));
        }
        return counts;
    }
}
