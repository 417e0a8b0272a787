package org.reactiveacs.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Gauges of one name, one for each row of a table that is told anew now and then. A row that stays is the same meter all the time, so no scrape
 * misses it; one that is told no more goes.
 */
final class GaugeTable {
    private final MeterRegistry registry;
    private final String name;
    private final String description;
    private final String[] labels;
    private final Map<List<String>, Row> rows = new HashMap<>();

    private record Row(AtomicLong figure, Gauge gauge) {}

    GaugeTable(MeterRegistry registry, String name, String description, String... labels) {
        this.registry = registry;
        this.name = name;
        this.description = description;
        this.labels = labels;
    }

    /**
     * Tells the whole table.
     *
     * @param values of the labels, in their order; the figures of rows with the same ones are added up
     */
    synchronized <K> void set(Map<K, Long> table, Function<K, String[]> values) {
        Map<List<String>, Long> sums = new HashMap<>();
        table.forEach((key, figure) -> sums.merge(List.of(values.apply(key)), figure, Long::sum));
        sums.forEach((row, figure) ->
                rows.computeIfAbsent(row, this::register).figure().set(figure));
        for (var gone : new ArrayList<>(rows.keySet())) {
            if (!sums.containsKey(gone)) {
                registry.remove(Objects.requireNonNull(rows.remove(gone)).gauge());
            }
        }
    }

    private Row register(List<String> values) {
        var tags = new ArrayList<Tag>();
        for (int i = 0; i < labels.length; i++) {
            tags.add(Tag.of(labels[i], values.get(i)));
        }
        var figure = new AtomicLong();
        var gauge = Gauge.builder(name, figure, AtomicLong::get)
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
        return new Row(figure, gauge);
    }
}
