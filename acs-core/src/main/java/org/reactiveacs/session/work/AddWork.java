package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.AddObjectResponse;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.device.InstanceAlias;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.policy.Step;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskStatus;

/**
 * Makes an object instance, reads it, and sets values in it. An AddObject whose answer was lost is never sent again
 * blindly: the instances are read and compared with those before. Where the device addresses by alias, and one is wanted, the instance has
 * it from the start.
 *
 * @param phase where it is
 * @param instance the new instance's name, empty before it is made
 * @param instances the instances before, null when nobody knows
 * @param names parameters of the new instance that are to be read
 * @param isBrief whether what is in the new instance need not be read, if it can be set without
 */
record AddWork(
        Step.Add step,
        String key,
        Phase phase,
        String instance,
        @Nullable List<String> instances,
        List<String> names,
        boolean isBrief)
        implements Work {

    /** Where an AddWork is. */
    enum Phase {
        /** The instances there are now are to be told: the model shows no ParameterKey that would settle a lost answer. */
        COUNT,
        ADD,
        /** As {@link #ADD}, with the alias in the request. */
        ADD_BY_ALIAS,
        /** It was refused with its alias: is there one already, or does the device make none that way? */
        LOOK,
        /** As {@link #ADD}, of a device that made none by the alias: if it does so now, its model takes no aliases there. */
        ADD_INSTEAD,
        /** An answer was lost: are there more instances than before? */
        VERIFY,
        /** The device's ParameterKey tells that it did it: which is the new instance? */
        IDENTIFY,
        /** As {@link #IDENTIFY}, of an instance that was to have its alias from the start. */
        IDENTIFY_BY_ALIAS,
        /** What is in the new instance? */
        NAMES,
        READ
    }

    static Work of(Step.Add step, Task task, Situation situation) {
        var path = withDot(step);
        var key = task.key();
        if (!task.progress().instance().isEmpty()) {
            return new AddWork(path, key, Phase.NAMES, task.progress().instance(), null, List.of(), isBrief(task));
        }
        Sent sent = task.progress().sent();
        if (sent != null && task.status() == TaskStatus.UNSETTLED) {
            return new AddWork(
                    path,
                    key,
                    Phase.VERIFY,
                    "",
                    sent.instancesKnown() ? sent.instances() : null,
                    List.of(),
                    isBrief(task));
        }
        // Only what was counted just before tells afterwards whether there is one more; this session may have counted,
        // when
        // it read what policies compare with. Where the ParameterKey tells, the instances need not.
        var read = isBrief(task) ? situation.instancesRead(path.path()) : null;
        boolean needsNone = read != null || situation.traits().honoursParameterKey();
        return new AddWork(
                path, key, needsNone ? add(path, situation) : Phase.COUNT, "", read, List.of(), isBrief(task));
    }

    /** The device did it, as its ParameterKey shows; only the instance is to be found. */
    static Work identifying(Step.Add step, Task task, Situation situation) {
        var path = withDot(step);
        Sent sent = task.progress().sent();
        return new AddWork(
                path,
                task.key(),
                alias(path, situation) == null ? Phase.IDENTIFY : Phase.IDENTIFY_BY_ALIAS,
                "",
                sent != null && sent.instancesKnown() ? sent.instances() : null,
                List.of(),
                isBrief(task));
    }

    /** An operator wants to see what he has made; a policy looks at nothing but what it wants of it. */
    private static boolean isBrief(Task task) {
        return task.order().isByPolicy();
    }

    private static Step.Add withDot(Step.Add step) {
        return step.path().endsWith(".") ? step : new Step.Add(step.path() + ".", step.values());
    }

    private static Phase add(Step.Add step, Situation situation) {
        return alias(step, situation) == null ? Phase.ADD : Phase.ADD_BY_ALIAS;
    }

    /** The alias that the device is to give the instance at once; null if it takes none, or none is wanted. */
    private static @Nullable String alias(Step.Add step, Situation situation) {
        return situation.addressesByAlias() && !situation.traits().has(Habit.NO_ALIAS_IN_ADD_OBJECT)
                ? alias(step)
                : null;
    }

    private static @Nullable String alias(Step.Add step) {
        return step.values().stream()
                .filter(value -> value.path().equals(InstanceAlias.PARAMETER))
                .map(Assignment::value)
                .filter(InstanceAlias::isOne)
                .findFirst()
                .orElse(null);
    }

    private String wantedAlias() {
        var alias = alias(step);
        if (alias == null) {
            throw new IllegalStateException("no alias is wanted: " + phase);
        }
        return alias;
    }

    @Override
    public Ask ask(Situation situation) {
        return switch (phase) {
            case COUNT -> Ask.repeatable(new GetParameterNames(step.path(), true));
            case VERIFY, IDENTIFY -> Ask.verifying(new GetParameterNames(step.path(), true));
            case IDENTIFY_BY_ALIAS -> Ask.verifying(Instances.called(step.path(), wantedAlias()));
            case LOOK -> Ask.repeatable(Instances.called(step.path(), wantedAlias()));
            case ADD, ADD_INSTEAD -> adding(step.path());
            case ADD_BY_ALIAS -> adding(InstanceAlias.path(step.path(), wantedAlias()));
            case NAMES -> Ask.repeatable(new GetParameterNames(instancePath(), false));
            case READ -> Ask.read(new GetParameterValues(names), names.size());
        };
    }

    private Ask adding(String path) {
        return new Ask(new AddObject(path, key), key, false, 0, instances, false);
    }

    private String instancePath() {
        return step.path() + instance + ".";
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        return switch (phase) {
            case COUNT -> counted(response, situation);
            case VERIFY, IDENTIFY -> verified(response, situation);
            case IDENTIFY_BY_ALIAS -> identified(response, situation);
            case LOOK -> looked(response, situation);
            case ADD, ADD_BY_ALIAS, ADD_INSTEAD -> added(response, situation);
            case NAMES -> named(response, situation);
            case READ -> read(response, situation);
        };
    }

    private Answer counted(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterNamesResponse names) {
            return new Answer.Onward(in(add(step, situation), "", Instances.in(step.path(), names)), effects(names));
        }
        // A CPE that cannot list its instances may still make one.
        return response instanceof Fault
                ? new Answer.Onward(in(add(step, situation), "", null), Answer.Effects.NONE)
                : Faults.unexpected(response);
    }

    private Answer verified(CpeResponse response, Situation situation) {
        if (!(response instanceof GetParameterNamesResponse names)) {
            return unknown(response instanceof Fault fault ? "; " + fault.code() + " " + fault.string() : "");
        }
        var now = Instances.in(step.path(), names);
        var fresh = instances == null
                ? now
                : now.stream().filter(name -> !instances.contains(name)).toList();
        boolean counted = instances != null;
        if (counted && fresh.size() == 1 || phase == Phase.IDENTIFY && !fresh.isEmpty()) {
            var made = fresh.get(fresh.size() - 1);
            return new Answer.Onward(in(Phase.NAMES, made, now), effects(names).making(made));
        }
        if (fresh.isEmpty() && counted && phase == Phase.VERIFY) {
            return new Answer.Onward(in(add(step, situation), "", now), effects(names));
        }
        return unknown("");
    }

    /** The instance by its alias; where the device does not tell, its list must. */
    private Answer identified(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterValuesResponse values) {
            var made = Instances.called(step.path(), wantedAlias(), values);
            if (made != null) {
                return new Answer.Onward(
                        in(Phase.NAMES, made, null),
                        Answer.Effects.of(values(values, situation)).making(made));
            }
        }
        return new Answer.Onward(in(Phase.IDENTIFY, "", instances), Answer.Effects.NONE);
    }

    private static Answer unknown(String detail) {
        return Answer.failed(TaskFault.ours(
                TaskFault.OUTCOME_UNKNOWN,
                "the connection died before the answer to AddObject came, and the instances do not tell" + detail));
    }

    private Answer added(CpeResponse response, Situation situation) {
        if (phase == Phase.ADD_BY_ALIAS && response instanceof Fault fault && Faults.isBadName(fault)) {
            return new Answer.Onward(in(Phase.LOOK, "", instances), Answer.Effects.NONE);
        }
        if (!(response instanceof AddObjectResponse added)) {
            return Faults.unexpected(response);
        }
        var made = Integer.toString(added.instanceNumber());
        var effects = Answer.Effects.of(new TreeChange.Added(step.path() + made + "."))
                .confirming(key)
                .making(made);
        var learned = phase == Phase.ADD_INSTEAD
                ? effects.learning(situation.traits().with(Habit.NO_ALIAS_IN_ADD_OBJECT))
                : effects;
        var next = in(Phase.NAMES, made, null);
        if (!isBrief) {
            return new Answer.Onward(next, learned);
        }
        var typed = next.typedLikeOthers(situation);
        if (typed != null) {
            return next.filled(typed, situation, learned);
        }
        // A device that addresses by alias may call it by another name than it was told.
        return situation.addressesByAlias() || step.values().isEmpty()
                ? new Answer.Onward(next, learned)
                : next.filled(step.values(), situation, learned);
    }

    /** What is to be set, with types as the table's other instances have them; null if they do not tell all, or nothing is. */
    private @Nullable List<Assignment> typedLikeOthers(Situation situation) {
        var others = situation.tree().instances(step.path());
        List<Assignment> typed = new ArrayList<>();
        for (var value : step.values()) {
            var type = value.type() != null ? value.type() : typeInOthers(value.path(), others, situation);
            if (type == null) {
                return null;
            }
            typed.add(new Assignment(value.path(), value.value(), type));
        }
        return typed.isEmpty() ? null : typed;
    }

    private @Nullable ParameterType typeInOthers(String path, List<String> others, Situation situation) {
        return others.stream()
                .map(other -> situation.tree().get(step.path() + other + "." + path))
                .filter(known -> known != null && known.type() != ParameterType.UNKNOWN)
                .map(Parameter::type)
                .findFirst()
                .orElse(null);
    }

    /** Whether there is an instance of that alias; if not, the device is asked to make one without. */
    private Answer looked(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterValuesResponse values) {
            var there = Instances.called(step.path(), wantedAlias(), values);
            if (there != null) {
                var fault = TaskFault.ours(
                        "aliasTaken", step.path() + there + ". has the alias '" + wantedAlias() + "' already");
                return new Answer.Failed(Outcome.ofFault(fault), Answer.Effects.of(values(values, situation)));
            }
        }
        return new Answer.Onward(in(Phase.ADD_INSTEAD, "", instances), Answer.Effects.NONE);
    }

    /** Names first: not every CPE reads by a partial path. */
    private Answer named(CpeResponse response, Situation situation) {
        if (!(response instanceof GetParameterNamesResponse told)) {
            return response instanceof Fault ? filled(situation, Answer.Effects.NONE) : Faults.unexpected(response);
        }
        var called = Instances.in(step.path(), told);
        if (called.size() == 1 && called.get(0).startsWith("[") && !instance.startsWith("[")) {
            // It was made as a number, and the device calls its instances by their aliases.
            return renamed(called.get(0)).named(told, situation, new TreeChange.Removed(instancePath()));
        }
        return named(told, situation, null);
    }

    private AddWork renamed(String name) {
        return in(phase, name, instances);
    }

    private Answer named(GetParameterNamesResponse told, Situation situation, @Nullable TreeChange renamed) {
        var listed = Listing.normalised(instancePath(), told.parameterList());
        var names = new TreeChange.Names(instancePath(), false, listed);
        var effects = renamed == null
                ? Answer.Effects.of(names)
                : Answer.Effects.of(renamed, names).making(instance);
        var readable = RequestSize.parts(
                Listing.readable(listed, situation.traits()), situation.traits().readBatch(), RequestSize::ofName);
        return readable.isEmpty()
                ? filled(situation, effects)
                : new Answer.Onward(
                        new AddWork(step, key, Phase.READ, instance, null, readable.get(0), isBrief), effects);
    }

    private Answer read(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterValuesResponse values) {
            var change = values(values, situation);
            return filled(situation.after(change), Answer.Effects.of(change));
        }
        return response instanceof Fault ? filled(situation, Answer.Effects.NONE) : Faults.unexpected(response);
    }

    private static TreeChange values(GetParameterValuesResponse response, Situation situation) {
        return new TreeChange.Values(response.parameterList().stream()
                .map(value -> Parameter.of(value.name(), value.value(), value.type(), situation.now()))
                .toList());
    }

    /** The instance is known as far as it can be: now its values, if any are wanted. */
    private Answer filled(Situation informed, Answer.Effects effects) {
        return filled(step.values(), informed, effects);
    }

    private Answer filled(List<Assignment> wanted, Situation informed, Answer.Effects effects) {
        Map<String, Object> facts = Map.of("InstanceNumber", number(instance), "path", instancePath());
        var absolute = wanted.stream()
                .map(value -> new Assignment(absolute(value.path()), value.value(), value.type()))
                .filter(value -> !isItsAlias(value, informed))
                .toList();
        return absolute.isEmpty()
                ? new Answer.Finished(Outcome.ofFacts(facts), effects)
                : new Answer.Onward(SetWork.of(absolute, key, facts, informed), effects);
    }

    private String absolute(String path) {
        return path.startsWith(step.path()) ? path : instancePath() + path;
    }

    /** Whether the instance was made with this alias, which need not be set then. */
    private boolean isItsAlias(Assignment value, Situation informed) {
        var known = informed.tree().get(value.path());
        return value.path().equals(instancePath() + InstanceAlias.PARAMETER)
                && known != null
                && value.value().equals(known.value());
    }

    private static Object number(String instance) {
        try {
            return Integer.valueOf(instance);
        } catch (NumberFormatException e) {
            return instance;
        }
    }

    private AddWork in(Phase next, String made, @Nullable List<String> before) {
        return new AddWork(step, key, next, made, before, List.of(), isBrief);
    }

    private Answer.Effects effects(GetParameterNamesResponse names) {
        return Answer.Effects.of(new TreeChange.Names(
                step.path(),
                true,
                names.parameterList().stream()
                        .filter(info -> info.name().startsWith(step.path()))
                        .map(info ->
                                new Parameter(info.name(), null, ParameterType.UNKNOWN, info.writable(), null, null))
                        .toList()));
    }
}
