package org.reactiveacs.session.work;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.ModelTraits.RootNames;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.TreeChange;

/**
 * Finds names out, and if asked reads their values then.
 *
 * @param path the path in the request: the root object's where the CPE does not take the empty one
 * @param reach how far below it
 * @param then reads the values and goes on, null when only the names are wanted
 */
record DiscoverWork(String path, Reach reach, @Nullable ReadWork then) implements Work {

    /** How far below the path. */
    enum Reach {
        CHILDREN,
        /** The children are wanted, but the CPE tells them only among all the rest. */
        CHILDREN_OF_ALL,
        ALL
    }

    static Work of(String wanted, boolean nextLevel, Situation situation) {
        if (InstancePattern.isOne(wanted)) {
            return PatternNamesWork.of(wanted, nextLevel, null, situation);
        }
        var path = pathOf(wanted, situation);
        if (!nextLevel) {
            return all(path, null, situation);
        }
        boolean unknown = isRoot(path) && situation.traits().has(Habit.NO_NEXT_LEVEL_AT_ROOT);
        return new DiscoverWork(path, unknown ? Reach.CHILDREN_OF_ALL : Reach.CHILDREN, null);
    }

    /** Names and then values of a whole subtree. */
    static Work whole(String wanted, ReadWork then, Situation situation) {
        return InstancePattern.isOne(wanted)
                ? PatternNamesWork.of(wanted, false, then, situation)
                : all(pathOf(wanted, situation), then, situation);
    }

    private static Work all(String path, @Nullable ReadWork then, Situation situation) {
        return situation.traits().has(Habit.NAMES_BY_LEVEL) && (path.isEmpty() || path.endsWith("."))
                ? LevelsWork.from(path, then)
                : new DiscoverWork(path, Reach.ALL, then);
    }

    private static String pathOf(String wanted, Situation situation) {
        boolean rootObject = wanted.isEmpty()
                && situation.traits().rootNames() == RootNames.ROOT_OBJECT
                && situation.dataModel() != null;
        return rootObject ? rootOf(situation) : wanted;
    }

    private static String rootOf(Situation situation) {
        return situation.dataModel() == null
                ? DataModel.TR181.root()
                : situation.dataModel().root();
    }

    private static boolean isRoot(String path) {
        for (var model : DataModel.values()) {
            if (model.root().equals(path)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Ask ask(Situation situation) {
        return Ask.repeatable(new GetParameterNames(path, reach == Reach.CHILDREN));
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterNamesResponse names) {
            return found(Listing.normalised(path, names.parameterList()), situation);
        }
        if (!(response instanceof Fault fault)) {
            return Faults.unexpected(response);
        }
        if (reach == Reach.ALL && Faults.isExhausted(fault)) {
            return new Answer.Onward(
                    LevelsWork.from(path, then),
                    fault.code() == Faults.RESOURCES_EXCEEDED
                            ? Answer.Effects.learned(situation.traits().with(Habit.NAMES_BY_LEVEL))
                            : Answer.Effects.NONE);
        }
        if (path.isEmpty()) {
            return atRootObject(situation);
        }
        if (then == null) {
            return Faults.unexpected(response);
        }
        // Names cannot be had; values of the whole subtree perhaps can, unless there is no such thing.
        return fault.code() == Faults.INVALID_PARAMETER_NAME ? then.wrong(path, fault) : then.unlisted(path);
    }

    /** The CPE has no use for the empty path: it is asked for its root object, from now on. */
    private Answer atRootObject(Situation situation) {
        return new Answer.Onward(
                new DiscoverWork(rootOf(situation), reach, then),
                Answer.Effects.learned(situation.traits().withRootNames(RootNames.ROOT_OBJECT)));
    }

    private Answer found(List<Parameter> names, Situation situation) {
        var children = Listing.children(path, names);
        if (path.isEmpty() && (names.isEmpty() || reach == Reach.ALL && names.equals(objectsOf(children)))) {
            return atRootObject(situation);
        }
        if (reach == Reach.CHILDREN && children.isEmpty() && isRoot(path)) {
            return new Answer.Onward(new DiscoverWork(path, Reach.CHILDREN_OF_ALL, then), Answer.Effects.NONE);
        }
        // Some CPEs tell the whole subtree whatever is asked: it is all true, only more than was wanted.
        // An answer names at least the object that was asked for; one that names nothing at all proves nothing gone.
        var effects = names.isEmpty() && reach != Reach.CHILDREN
                ? Answer.Effects.NONE
                : Answer.Effects.of(new TreeChange.Names(path, reach == Reach.CHILDREN, together(children, names)));
        if (reach == Reach.CHILDREN_OF_ALL && !children.isEmpty()) {
            effects = effects.learning(situation.traits().with(Habit.NO_NEXT_LEVEL_AT_ROOT));
        }
        if (then != null) {
            return then.listing(Listing.readable(names, situation.traits()), situation, effects);
        }
        return new Answer.Finished(Listing.outcome(reach == Reach.ALL ? names : children), effects);
    }

    private static List<Parameter> objectsOf(List<Parameter> names) {
        return names.stream().filter(Parameter::isObject).toList();
    }

    private static List<Parameter> together(List<Parameter> children, List<Parameter> names) {
        return java.util.stream.Stream.concat(children.stream(), names.stream())
                .distinct()
                .toList();
    }
}
