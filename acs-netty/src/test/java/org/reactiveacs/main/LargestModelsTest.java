package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.metrics.FleetMetrics.ModelLabels;
import org.reactiveacs.store.Store.ModelCount;

class LargestModelsTest {
    private final LargestModels models = new LargestModels();

    private static ModelCount count(int number, long devices) {
        return new ModelCount(new ModelKey("00D09E", "Router " + number, "1.0"), devices);
    }

    private static List<ModelCount> each(int models) {
        return IntStream.rangeClosed(1, models)
                .mapToObj(number -> count(number, number))
                .toList();
    }

    @Test
    void partitionsAreAddedUp() {
        models.add(List.of(count(1, 2), count(2, 3)));
        models.add(List.of(count(1, 5)));

        assertThat(models.labelled())
                .containsOnlyKeys(
                        new ModelLabels("00D09E", "Router 1", "1.0"), new ModelLabels("00D09E", "Router 2", "1.0"))
                .containsEntry(new ModelLabels("00D09E", "Router 1", "1.0"), 7L);
    }

    @Test
    void asManyAsMayBeAreToldOneByOne() {
        models.add(each(LargestModels.MOST_TOLD));

        assertThat(models.labelled()).hasSize(LargestModels.MOST_TOLD).doesNotContainKey(ModelLabels.OTHERS);
    }

    @Test
    void theSmallestAreToldTogetherWithWhatNobodyRead() {
        models.add(each(LargestModels.MOST_TOLD + 2));
        models.add(List.of(new ModelCount(ModelCount.BEYOND, 40)));

        assertThat(models.labelled())
                .hasSize(LargestModels.MOST_TOLD + 1)
                .containsEntry(ModelLabels.OTHERS, 43L)
                .doesNotContainKey(new ModelLabels("00D09E", "Router 2", "1.0"))
                .containsEntry(new ModelLabels("00D09E", "Router 3", "1.0"), 3L);
    }
}
