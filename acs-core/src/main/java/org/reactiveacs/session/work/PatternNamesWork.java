package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.TreeChange;

/**
 * Finds out the names that a pattern stands for, and if asked reads their values then. A CPE that does not take patterns tells all names
 * below the pattern's object.
 *
 * @param nextLevel whether only the children of what the pattern stands for are wanted
 * @param whole whether all names below its object are asked for
 * @param then reads the values and goes on, null when only the names are wanted
 */
record PatternNamesWork(
        String pattern,
        boolean nextLevel,
        boolean whole,
        @Nullable ReadWork then) implements Work {

    static Work of(String pattern, boolean nextLevel, @Nullable ReadWork then, Situation situation) {
        boolean isRefused = Boolean.FALSE.equals(situation.traits().takesInstanceWildcards());
        return new PatternNamesWork(pattern, nextLevel, isRefused, then);
    }

    @Override
    public Ask ask(Situation situation) {
        return Ask.repeatable(
                whole
                        ? new GetParameterNames(InstancePattern.scope(pattern), false)
                        : new GetParameterNames(pattern, nextLevel));
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterNamesResponse names) {
            return found(Listing.normalised(InstancePattern.scope(pattern), names.parameterList()), situation);
        }
        boolean isRefused = response instanceof Fault fault && (Faults.isBadName(fault) || Faults.isExhausted(fault));
        return isRefused && !whole ? readWhole() : Faults.unexpected(response);
    }

    private Answer readWhole() {
        return new Answer.Onward(new PatternNamesWork(pattern, nextLevel, true, then), Answer.Effects.NONE);
    }

    private Answer found(List<Parameter> listed, Situation situation) {
        var byObject = byObject(listed);
        if (byObject.isEmpty() && !whole && !situation.traits().has(Habit.INSTANCE_WILDCARDS)) {
            return readWhole();
        }
        var wanted = byObject.values().stream().flatMap(List::stream).toList();
        var changes = new ArrayList<TreeChange>();
        // An answer names at least the object that was asked for; one that names nothing at all proves nothing gone.
        if (whole && !listed.isEmpty()) {
            changes.add(new TreeChange.Names(InstancePattern.scope(pattern), false, listed));
        } else {
            byObject.forEach((path, names) -> changes.add(new TreeChange.Names(path, nextLevel, names)));
        }
        var effects = new Answer.Effects(changes, wanted.isEmpty() ? null : learned(situation.traits()), null, null);
        return then == null
                ? new Answer.Finished(Listing.outcome(wanted), effects)
                : then.listing(Listing.readable(wanted, situation.traits()), situation, effects);
    }

    private ModelTraits learned(ModelTraits traits) {
        return traits.with(whole ? Habit.NO_INSTANCE_WILDCARDS : Habit.INSTANCE_WILDCARDS);
    }

    /** What the pattern stands for, by what it stands for itself. */
    private Map<String, List<Parameter>> byObject(List<Parameter> listed) {
        var open = new InstancePattern(pattern);
        var byObject = new LinkedHashMap<String, List<Parameter>>();
        for (var name : listed) {
            var object = open.at(name.path());
            if (object != null) {
                byObject.computeIfAbsent(object, key -> new ArrayList<>()).add(name);
            }
        }
        if (nextLevel) {
            byObject.replaceAll(Listing::children);
        }
        return byObject;
    }
}
