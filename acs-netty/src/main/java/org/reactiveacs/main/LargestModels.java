package org.reactiveacs.main;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.metrics.FleetMetrics.ModelLabels;
import org.reactiveacs.store.Store.ModelCount;

/** Adds up models over partitions and tells the largest one by one, the others together: labels are bounded, whatever devices call themselves. */
final class LargestModels {

    /** Models and versions that get labels of their own. */
    static final int MOST_TOLD = 50;

    /** Models and versions that are read of a partition; far more than a fleet has unless somebody makes them up. */
    static final int MOST_READ = 500;

    private static final Comparator<Map.Entry<ModelKey, Long>> LARGEST_FIRST =
            Map.Entry.<ModelKey, Long>comparingByValue()
                    .reversed()
                    .thenComparing(entry -> entry.getKey().text());

    private final Map<ModelKey, Long> counts = new HashMap<>();

    void add(List<ModelCount> partition) {
        partition.forEach(count -> counts.merge(count.model(), count.devices(), Long::sum));
    }

    Map<ModelLabels, Long> labelled() {
        Map<ModelLabels, Long> labelled = new HashMap<>();
        long[] others = {counts.getOrDefault(ModelCount.BEYOND, 0L)};
        counts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(ModelCount.BEYOND))
                .sorted(LARGEST_FIRST)
                .forEachOrdered(entry -> {
                    if (labelled.size() < MOST_TOLD) {
                        var model = entry.getKey();
                        labelled.put(
                                new ModelLabels(model.oui(), model.productClass(), model.softwareVersion()),
                                entry.getValue());
                    } else {
                        others[0] += entry.getValue();
                    }
                });
        if (others[0] > 0) {
            labelled.put(ModelLabels.OTHERS, others[0]);
        }
        return labelled;
    }
}
