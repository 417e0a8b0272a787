package org.reactiveacs.task;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Parameter;

/**
 * What came of a task.
 *
 * @param values values that were read or set, at most {@link #MAX_VALUES}
 * @param facts what else the device told, by its XSD name: {@code InstanceNumber}, {@code Status}, {@code StartTime}, ...
 * @param fault why it failed, null when it did not
 */
public record Outcome(
        List<Parameter> values,
        Map<String, Object> facts,
        @Nullable TaskFault fault) {

    /** Values kept in an outcome; the whole of a refresh stands in the device's parameters. */
    public static final int MAX_VALUES = 2000;

    public static final Outcome NONE = new Outcome(List.of(), Map.of(), null);

    public Outcome {
        values = values.size() <= MAX_VALUES ? List.copyOf(values) : List.copyOf(values.subList(0, MAX_VALUES));
        facts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(facts));
    }

    public static Outcome ofValues(List<Parameter> values) {
        return new Outcome(values, Map.of(), null);
    }

    public static Outcome ofFacts(Map<String, Object> facts) {
        return new Outcome(List.of(), facts, null);
    }

    public static Outcome ofFault(TaskFault fault) {
        return new Outcome(List.of(), Map.of(), fault);
    }

    /** Both, the later facts over the earlier: the outcome of steps in order. */
    public Outcome and(Outcome later) {
        var both = new java.util.ArrayList<>(values);
        both.addAll(later.values);
        var allFacts = new java.util.LinkedHashMap<>(facts);
        allFacts.putAll(later.facts);
        return new Outcome(both, allFacts, later.fault != null ? later.fault : fault);
    }
}
