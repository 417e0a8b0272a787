package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskFault;

/**
 * Reads values in batches. A batch that exhausts the CPE (9004) is halved, and so are the batches of its model from then
 * on; a batch with a name that the CPE does not know (9005) is halved until the name stands alone. A subtree that
 * exhausts the CPE is read name by name, once its names are found out. A pattern that the CPE does not take, or in whose answer there is
 * nothing, is read with all that is below its object.
 *
 * @param batches what is still to be asked for, the next first
 * @param survey whether the outcome counts the values instead of listing them
 * @param got values read so far, as many as an outcome keeps
 * @param bad names that the CPE refused
 * @param lastFault the last refusal of a name that the operator gave, null when there was none
 */
record ReadWork(
        List<Batch> batches,
        boolean survey,
        List<Parameter> got,
        int gotCount,
        List<TaskFault.ParameterFault> bad,
        @Nullable TaskFault lastFault)
        implements Work {

    static ReadWork of(List<String> names, ModelTraits traits, Batch.Source source) {
        return new ReadWork(Batch.of(names, traits, source), false, List.of(), 0, List.of(), null);
    }

    /** Reads along what the device may well not have. */
    static ReadWork of(List<String> names, List<String> guesses, ModelTraits traits) {
        var batches = new ArrayList<>(Batch.of(names, traits, Batch.Source.ORDER));
        var first =
                batches.isEmpty() || guesses.isEmpty() ? null : batches.get(0).guessing(guesses, traits);
        if (first != null) {
            batches.set(0, first);
        } else {
            batches.addAll(0, Batch.of(guesses, traits, Batch.Source.GUESS));
        }
        return new ReadWork(batches, false, List.of(), 0, List.of(), null);
    }

    /** Reads whatever it is given by {@link #listing}. */
    static ReadWork surveying() {
        return new ReadWork(List.of(), true, List.of(), 0, List.of(), null);
    }

    /** Reads the names that the CPE listed first, then goes on. */
    Answer listing(List<String> names, Situation situation, Answer.Effects effects) {
        return before(Batch.of(names, situation.traits(), Batch.Source.DEVICE)).goOn(effects);
    }

    /** Reads a subtree at once: its names cannot be had. */
    Answer unlisted(String path) {
        return before(List.of(new Batch(List.of(path), Batch.Source.ORDER_UNLISTED)))
                .goOn(Answer.Effects.NONE);
    }

    private ReadWork before(List<Batch> first) {
        var all = new ArrayList<>(first);
        all.addAll(batches);
        return with(all);
    }

    private ReadWork rest() {
        return with(batches.subList(1, batches.size()));
    }

    private ReadWork with(List<Batch> others) {
        return new ReadWork(others, survey, got, gotCount, bad, lastFault);
    }

    @Override
    public Ask ask(Situation situation) {
        var names = batches.get(0).names();
        return Ask.read(new GetParameterValues(names), names.size());
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterValuesResponse values) {
            return taken(values, situation);
        }
        if (response instanceof Fault fault) {
            return refused(fault, situation);
        }
        return Faults.unexpected(response);
    }

    private Answer taken(GetParameterValuesResponse response, Situation situation) {
        var read = response.parameterList().stream()
                .map(value -> Parameter.of(value.name(), value.value(), value.type(), situation.now()))
                .toList();
        var batch = batches.get(0);
        var patterns = PatternAnswer.of(batch, read, situation.traits());
        var next = rest().showing(patterns.wanted(read));
        if (patterns.learned().has(ModelTraits.Habit.NO_INSTANCE_WILDCARDS)) {
            next = next.withoutPatterns().forgiving(batch.instead());
        }
        var effects = Answer.Effects.of(new TreeChange.Values(read));
        return next.before(Batch.whole(patterns.doubtful(), batch.source()))
                .goOn(patterns.learned().equals(situation.traits()) ? effects : effects.learning(patterns.learned()));
    }

    private ReadWork showing(List<Parameter> read) {
        var all = got;
        if (!survey && got.size() < Outcome.MAX_VALUES) {
            all = new ArrayList<>(got);
            all.addAll(read);
        }
        return new ReadWork(batches, survey, all, gotCount + read.size(), bad, lastFault);
    }

    /** That patterns were refused is no fault of theirs. */
    private ReadWork forgiving(List<String> patterns) {
        var others = bad.stream().filter(one -> !patterns.contains(one.path())).toList();
        return new ReadWork(batches, survey, got, gotCount, others, others.isEmpty() ? null : lastFault);
    }

    /** What is left, with objects read whole in the place of patterns. */
    private ReadWork withoutPatterns() {
        var next = new ArrayList<Batch>();
        for (var batch : batches) {
            var patterns = batch.patterns();
            var named = batch.without(patterns);
            if (named != null) {
                next.add(named);
            }
            next.addAll(Batch.whole(patterns, batch.source()));
        }
        return with(next);
    }

    private Answer refused(Fault fault, Situation situation) {
        var batch = batches.get(0);
        boolean exhausted = Faults.isExhausted(fault);
        boolean badName = Faults.isBadName(fault);
        var certain = batch.guesses().isEmpty() || exhausted ? null : batch.without(batch.guesses());
        if (certain != null) {
            // Whichever it was: guesses were to save requests, not to cost them.
            return new Answer.Onward(rest().before(List.of(certain)), Answer.Effects.NONE);
        }
        if (batch.names().size() > 1 && (exhausted || badName)) {
            return parted(exhausted, situation);
        }
        var name = batch.names().get(0);
        if (InstancePattern.isOne(name) && (exhausted || badName)) {
            return readWhole(name, fault);
        }
        if (batch.guesses().contains(name)) {
            return rest().goOn(Answer.Effects.NONE);
        }
        return switch (batch.source()) {
            case GUESS -> rest().goOn(Answer.Effects.NONE);
            case DEVICE -> exhausted || badName ? unreadable(name, fault, situation) : broken(fault);
            case ORDER ->
                exhausted && name.endsWith(".")
                        ? new Answer.Onward(DiscoverWork.whole(name, rest(), situation), Answer.Effects.NONE)
                        : badName ? wrong(name, fault) : broken(fault);
            case ORDER_UNLISTED -> badName ? wrong(name, fault) : broken(fault);
        };
    }

    /** The batch in hand is parted; where it was too much, so are those of the model from now on. */
    private Answer parted(boolean exhausted, Situation situation) {
        var batch = batches.get(0);
        return new Answer.Onward(
                rest().before(batch.parted()),
                exhausted && batch.half() < situation.traits().readBatch()
                        ? Answer.Effects.learned(situation.traits().withReadBatch(batch.half()))
                        : Answer.Effects.NONE);
    }

    /** A pattern that was refused is read with all that is below its object, and so are others that are still to be read there. */
    private Answer readWhole(String pattern, Fault fault) {
        var scope = InstancePattern.scope(pattern);
        var there = new ArrayList<>(List.of(pattern));
        rest().batches.stream()
                .flatMap(batch -> batch.patterns().stream())
                .filter(other -> InstancePattern.scope(other).equals(scope))
                .forEach(there::add);
        var others = rest().batches.stream()
                .map(batch -> batch.without(there))
                .filter(Objects::nonNull)
                .toList();
        // Unless it is there for all that, the refusal is what came of it.
        return new ReadWork(others, survey, got, gotCount, with(pattern, fault), Faults.of(fault))
                .before(Batch.whole(there, batches.get(0).source()))
                .goOn(Answer.Effects.NONE);
    }

    /** What the operator named cannot be had; the others can. */
    Answer wrong(String name, Fault fault) {
        var remaining = batches.isEmpty() || !batches.get(0).names().contains(name) ? this : rest();
        return new ReadWork(remaining.batches, survey, got, gotCount, with(name, fault), Faults.of(fault))
                .goOn(Answer.Effects.NONE);
    }

    private Answer unreadable(String name, Fault fault, Situation situation) {
        return new ReadWork(rest().batches, survey, got, gotCount, with(name, fault), lastFault)
                .goOn(Answer.Effects.learned(situation.traits().withUnreadable(name)));
    }

    private Answer broken(Fault fault) {
        return new Answer.Failed(new Outcome(got, Map.of(), Faults.of(fault)), Answer.Effects.NONE);
    }

    private List<TaskFault.ParameterFault> with(String name, Fault fault) {
        var more = new ArrayList<>(bad);
        more.add(new TaskFault.ParameterFault(name, fault.code(), fault.string()));
        return more;
    }

    private Answer goOn(Answer.Effects effects) {
        if (!batches.isEmpty()) {
            return new Answer.Onward(this, effects);
        }
        if (lastFault != null) {
            var fault = new TaskFault(lastFault.code(), lastFault.reason(), lastFault.text(), bad);
            return new Answer.Failed(new Outcome(got, Map.of(), fault), effects);
        }
        if (!survey) {
            return new Answer.Finished(Outcome.ofValues(got), effects);
        }
        var unreadable = bad.stream().map(TaskFault.ParameterFault::path).toList();
        return new Answer.Finished(
                Outcome.ofFacts(
                        unreadable.isEmpty()
                                ? Map.of("parameters", gotCount)
                                : Map.of("parameters", gotCount, "unreadable", unreadable)),
                effects);
    }
}
