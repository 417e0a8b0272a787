package org.reactiveacs.session.work;

import java.util.List;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.Parameter;

/**
 * What an answer to a batch tells of patterns.
 *
 * @param patterns those that the batch asked for, or in whose place it asked for an object
 * @param doubtful those that nothing was told of, by a model that was never seen to understand any: to be read otherwise
 * @param learned the traits of the model now
 */
record PatternAnswer(List<InstancePattern> patterns, List<String> doubtful, ModelTraits learned) {

    static PatternAnswer of(Batch batch, List<Parameter> read, ModelTraits traits) {
        if (!batch.instead().isEmpty()) {
            var patterns = batch.instead().stream().map(InstancePattern::new).toList();
            // Refused, or understood as nothing, though there is something: it takes none.
            boolean isThere = patterns.stream().anyMatch(pattern -> isAmong(pattern, read));
            return new PatternAnswer(patterns, List.of(), isThere ? traits.with(Habit.NO_INSTANCE_WILDCARDS) : traits);
        }
        var open = batch.patterns();
        if (open.isEmpty()) {
            return new PatternAnswer(List.of(), List.of(), traits);
        }
        var silent = open.stream()
                .filter(pattern -> !isAmong(new InstancePattern(pattern), read))
                .toList();
        var learned = silent.size() < open.size() ? traits.with(Habit.INSTANCE_WILDCARDS) : traits;
        return new PatternAnswer(List.of(), learned.has(Habit.INSTANCE_WILDCARDS) ? List.of() : silent, learned);
    }

    private static boolean isAmong(InstancePattern pattern, List<Parameter> read) {
        return read.stream().anyMatch(parameter -> pattern.covers(parameter.path()));
    }

    /** Of what was read, what was wanted. */
    List<Parameter> wanted(List<Parameter> read) {
        return patterns.isEmpty()
                ? read
                : read.stream()
                        .filter(parameter -> patterns.stream().anyMatch(one -> one.covers(parameter.path())))
                        .toList();
    }
}
