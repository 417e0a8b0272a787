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
 * on; a batch with a name that the CPE does not know (9005) is halved until the name stands alone.
 *
 * @param batches what is still to be asked for, the next first
 * @param mode what a bad name means
 * @param got values read so far, as many as an outcome keeps
 * @param bad names that the CPE refused
 * @param lastFault the last refusal
 */
record ReadWork(
        List<List<String>> batches,
        Mode mode,
        List<Parameter> got,
        int gotCount,
        List<TaskFault.ParameterFault> bad,
        @Nullable TaskFault lastFault)
        implements Work {

    /** What a name that the CPE refuses means. */
    enum Mode {
        /** The step fails, after the others were read: the operator named it. */
        STRICT,
        /** It is remembered of the model and left out from now on: the CPE named it itself. */
        SURVEY,
        /** Nothing: it was a guess. */
        LENIENT
    }

    static ReadWork of(List<String> names, ModelTraits traits, Mode mode) {
        return new ReadWork(
                RequestSize.parts(names, traits.readBatch(), RequestSize::ofName), mode, List.of(), 0, List.of(), null);
    }

    @Override
    public Ask ask(Situation situation) {
        var names = batches.get(0);
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
        if (mode == Mode.STRICT && got.size() < Outcome.MAX_VALUES) {
            all = new ArrayList<>(got);
            all.addAll(read);
        }
        var rest = new ReadWork(batches.subList(1, batches.size()), mode, all, gotCount + read.size(), bad, lastFault);
        return rest.goOn(Answer.Effects.of(new TreeChange.Values(read)));
    }

    private Answer refused(Fault fault, Situation situation) {
        var names = batches.get(0);
        boolean exhausted = fault.code() == Faults.RESOURCES_EXCEEDED || fault.code() == Faults.INTERNAL_ERROR;
        boolean badName = fault.code() == Faults.INVALID_PARAMETER_NAME || fault.code() == Faults.INVALID_ARGUMENTS;
        if (names.size() > 1 && (exhausted || badName)) {
            int half = (names.size() + 1) / 2;
            var halved = new ReadWork(halves(names, half), mode, got, gotCount, bad, lastFault);
            return new Answer.Onward(
                    halved,
                    exhausted && half < situation.traits().readBatch()
                            ? Answer.Effects.learned(situation.traits().withReadBatch(half))
                            : Answer.Effects.NONE);
        }
        var name = names.get(0);
        if (exhausted && name.endsWith(".") && mode != Mode.LENIENT) {
            return new Answer.Onward(DiscoverWork.of(name, false, true, situation), Answer.Effects.NONE);
        }
        if (!badName && mode != Mode.LENIENT && !(mode == Mode.SURVEY && exhausted)) {
            return Answer.failed(Faults.of(fault));
        }
        return without(name, fault, situation);
    }

    /** The batch in hand is parted, and so is every later one that is bigger than its half. */
    private List<List<String>> halves(List<String> names, int half) {
        var parted = new ArrayList<List<String>>(batches.size() + 1);
        parted.add(names.subList(0, half));
        parted.add(names.subList(half, names.size()));
        parted.addAll(batches.subList(1, batches.size()));
        return parted;
    }

    private Answer without(String name, Fault fault, Situation situation) {
        var allBad = new ArrayList<>(bad);
        allBad.add(new TaskFault.ParameterFault(name, fault.code(), fault.string()));
        var rest = new ReadWork(batches.subList(1, batches.size()), mode, got, gotCount, allBad, Faults.of(fault));
        return rest.goOn(
                mode == Mode.SURVEY
                        ? Answer.Effects.learned(situation.traits().withUnreadable(name))
                        : Answer.Effects.NONE);
    }

    private Answer goOn(Answer.Effects effects) {
        if (!batches.isEmpty()) {
            return new Answer.Onward(this, effects);
        }
        if (mode == Mode.STRICT && lastFault != null) {
            var fault = new TaskFault(lastFault.code(), lastFault.reason(), lastFault.text(), bad);
            return new Answer.Failed(new Outcome(got, Map.of(), fault), effects);
        }
        if (mode == Mode.SURVEY) {
            return new Answer.Finished(
                    Outcome.ofFacts(
                            bad.isEmpty()
                                    ? Map.of("parameters", gotCount)
                                    : Map.of(
                                            "parameters",
                                            gotCount,
                                            "unreadable",
                                            bad.stream()
                                                    .map(TaskFault.ParameterFault::path)
                                                    .toList())),
                    effects);
        }
        return new Answer.Finished(Outcome.ofValues(got), effects);
    }
}
