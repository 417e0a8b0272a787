package org.reactiveacs.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Meters of one name, one for each combination of labels, found again without building an id. Bounded: beyond
 * {@link #MAX_COMBINATIONS} a new combination is counted under {@code other}, whatever a CPE may send.
 */
final class LabelledMeters<M> {
    static final int MAX_COMBINATIONS = 500;

    private final Map<List<String>, M> meters = new ConcurrentHashMap<>();
    private final Function<List<String>, M> register;

    /**
     * Starts empty.
     *
     * @param register makes the meter for label values in a fixed order
     */
    LabelledMeters(Function<List<String>, M> register) {
        this.register = register;
    }

    M with(String... values) {
        List<String> labels = List.of(values);
        M meter = meters.get(labels);
        if (meter != null) {
            return meter;
        }
        if (meters.size() >= MAX_COMBINATIONS) {
            String[] others = new String[values.length];
            Arrays.fill(others, Labels.OTHER);
            labels = List.of(others);
        }
        return meters.computeIfAbsent(labels, register);
    }
}
