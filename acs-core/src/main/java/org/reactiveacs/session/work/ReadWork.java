package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskFault;

/**
 * Reads values in batches. A batch that exhausts the CPE (9004) is halved, and so are the batches of its model from then
 * on; a batch with a name that the CPE does not know (9005) is halved until the name stands alone. A subtree that
 * exhausts the CPE is read name by name, once its names are found out.
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

    /** Names to be asked for together. */
    record Batch(List<String> names, Source source) {}

    /** Where names come from, and so what it means when the CPE refuses one. */
    enum Source {
        /** The operator: the step fails, after the others were read. */
        ORDER,
        /** As {@link #ORDER}, of a subtree whose names the CPE does not tell. */
        ORDER_UNLISTED,
        /** The CPE itself: the name is left out, and remembered of the model. */
        DEVICE,
        /** A guess of ours: nothing. */
        GUESS
    }

    static ReadWork of(List<String> names, ModelTraits traits, Source source) {
        return new ReadWork(batchesOf(names, traits, source), false, List.of(), 0, List.of(), null);
    }

    /** Reads whatever it is given by {@link #listing}. */
    static ReadWork surveying() {
        return new ReadWork(List.of(), true, List.of(), 0, List.of(), null);
    }

    private static List<Batch> batchesOf(List<String> names, ModelTraits traits, Source source) {
        return RequestSize.parts(names, traits.readBatch(), RequestSize::ofName).stream()
                .map(part -> new Batch(part, source))
                .toList();
    }

    /** Reads the names that the CPE listed first, then goes on. */
    Answer listing(List<String> names, Situation situation, Answer.Effects effects) {
        return before(batchesOf(names, situation.traits(), Source.DEVICE)).goOn(effects);
    }

    /** Reads a subtree at once: its names cannot be had. */
    Answer unlisted(String path) {
        return before(List.of(new Batch(List.of(path), Source.ORDER_UNLISTED))).goOn(Answer.Effects.NONE);
    }

    private ReadWork before(List<Batch> first) {
        var all = new ArrayList<>(first);
        all.addAll(batches);
        return new ReadWork(all, survey, got, gotCount, bad, lastFault);
    }

    private ReadWork rest() {
        return new ReadWork(batches.subList(1, batches.size()), survey, got, gotCount, bad, lastFault);
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
        var all = got;
        if (!survey && got.size() < Outcome.MAX_VALUES) {
            all = new ArrayList<>(got);
            all.addAll(read);
        }
        return new ReadWork(batches.subList(1, batches.size()), survey, all, gotCount + read.size(), bad, lastFault)
                .goOn(Answer.Effects.of(new TreeChange.Values(read)));
    }

    private Answer refused(Fault fault, Situation situation) {
        var batch = batches.get(0);
        boolean exhausted = Faults.isExhausted(fault);
        boolean badName = fault.code() == Faults.INVALID_PARAMETER_NAME || fault.code() == Faults.INVALID_ARGUMENTS;
        if (batch.names().size() > 1 && (exhausted || badName)) {
            return halved(exhausted, situation);
        }
        var name = batch.names().get(0);
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
    private Answer halved(boolean exhausted, Situation situation) {
        var batch = batches.get(0);
        var names = batch.names();
        int half = (names.size() + 1) / 2;
        var parted = rest().before(List.of(
                new Batch(names.subList(0, half), batch.source()),
                new Batch(names.subList(half, names.size()), batch.source())));
        return new Answer.Onward(
                parted,
                exhausted && half < situation.traits().readBatch()
                        ? Answer.Effects.learned(situation.traits().withReadBatch(half))
                        : Answer.Effects.NONE);
    }

    /** What the operator named cannot be had; the others can. */
    Answer wrong(String name, Fault fault) {
        var remaining = batches.isEmpty() || !batches.get(0).names().contains(name) ? this : rest();
        return new ReadWork(remaining.batches, survey, got, gotCount, with(name, fault), Faults.of(fault))
                .goOn(Answer.Effects.NONE);
    }

    private Answer unreadable(String name, Fault fault, Situation situation) {
        return new ReadWork(batches.subList(1, batches.size()), survey, got, gotCount, with(name, fault), lastFault)
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
