package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.TaskFault;

/**
 * Finds the names of a subtree out one object at a time: for CPEs that cannot tell them at once. What it finds stands in
 * the tree.
 *
 * @param path the subtree
 * @param objects still to be asked about, the next first
 * @param asked how many have been
 * @param then reads the values and goes on, null when only the names are wanted
 */
record LevelsWork(
        String path,
        List<String> objects,
        int asked,
        @Nullable ReadWork then) implements Work {

    /** Objects that one walk asks about; a device that has more, or makes them up, is not followed further. */
    static final int MAX_OBJECTS = 5000;

    static LevelsWork from(String path, @Nullable ReadWork then) {
        return new LevelsWork(path, List.of(path), 0, then);
    }

    @Override
    public Ask ask(Situation situation) {
        return Ask.repeatable(new GetParameterNames(objects.get(0), true));
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterNamesResponse names) {
            return told(Listing.normalised(objects.get(0), names.parameterList()), situation);
        }
        if (!(response instanceof Fault fault)) {
            return Faults.unexpected(response);
        }
        if (asked > 0) {
            return onward(List.of(), situation, Answer.Effects.NONE); // One object less: the others still count.
        }
        if (then == null || Faults.isExhausted(fault)) {
            return Faults.unexpected(response);
        }
        return fault.code() == Faults.INVALID_PARAMETER_NAME ? then.wrong(path, fault) : then.unlisted(path);
    }

    private Answer told(List<Parameter> names, Situation situation) {
        var children = Listing.children(objects.get(0), names);
        var deeper = children.stream()
                .filter(Parameter::isObject)
                .map(Parameter::path)
                .toList();
        return onward(deeper, situation, Answer.Effects.of(new TreeChange.Names(objects.get(0), true, children)));
    }

    private Answer onward(List<String> deeper, Situation situation, Answer.Effects effects) {
        var next = new ArrayList<>(deeper);
        next.addAll(objects.subList(1, objects.size()));
        if (!next.isEmpty()) {
            return asked + 1 < MAX_OBJECTS
                    ? new Answer.Onward(new LevelsWork(path, next, asked + 1, then), effects)
                    : new Answer.Failed(
                            org.reactiveacs.task.Outcome.ofFault(TaskFault.ours(
                                    "tooManyObjects", "the device lists more than " + MAX_OBJECTS + " objects")),
                            effects);
        }
        var found = situation.tree().apply(effects.tree()).under(path);
        return then == null
                ? new Answer.Finished(Listing.outcome(found), effects)
                : then.listing(Listing.readable(found, situation.traits()), situation, effects);
    }
}
