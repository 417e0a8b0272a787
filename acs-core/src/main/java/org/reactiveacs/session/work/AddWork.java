package org.reactiveacs.session.work;

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
 * blindly: the instances are read and compared with those before.
 *
 * @param phase where it is
 * @param instance the new instance's name, empty before it is made
 * @param instances the instances before, null when nobody knows
 * @param names parameters of the new instance that are to be read
 */
record AddWork(
        Step.Add step,
        String key,
        Phase phase,
        String instance,
        @Nullable List<String> instances,
        List<String> names) implements Work {

    private AddWork(Step.Add step, String key, Phase phase, String instance, @Nullable List<String> instances) {
        this(step, key, phase, instance, instances, List.of());
    }

    /** Where an AddWork is. */
    enum Phase {
        /** The instances there are now are to be told: the model shows no ParameterKey that would settle a lost answer. */
        COUNT,
        ADD,
        /** An answer was lost: are there more instances than before? */
        VERIFY,
        /** The device's ParameterKey tells that it did it: which is the new instance? */
        IDENTIFY,
        /** What is in the new instance? */
        NAMES,
        READ
    }

    static Work of(Step.Add step, Task task, Situation situation) {
        var path = step.path().endsWith(".") ? step : new Step.Add(step.path() + ".", step.values());
        var key = task.key();
        if (!task.progress().instance().isEmpty()) {
            return new AddWork(path, key, Phase.NAMES, task.progress().instance(), null);
        }
        Sent sent = task.progress().sent();
        if (sent != null && task.status() == TaskStatus.UNSETTLED) {
            return new AddWork(path, key, Phase.VERIFY, "", sent.instancesKnown() ? sent.instances() : null);
        }
        // Only what was counted just before tells afterwards whether there is one more. Where the ParameterKey
        // tells, the instances need not.
        return new AddWork(path, key, situation.traits().honoursParameterKey() ? Phase.ADD : Phase.COUNT, "", null);
    }

    /** The device did it, as its ParameterKey shows; only the instance is to be found. */
    static Work identifying(Step.Add step, Task task) {
        var path = step.path().endsWith(".") ? step : new Step.Add(step.path() + ".", step.values());
        Sent sent = task.progress().sent();
        return new AddWork(
                path, task.key(), Phase.IDENTIFY, "", sent != null && sent.instancesKnown() ? sent.instances() : null);
    }

    @Override
    public Ask ask(Situation situation) {
        return switch (phase) {
            case COUNT -> Ask.repeatable(new GetParameterNames(step.path(), true));
            case VERIFY, IDENTIFY -> Ask.verifying(new GetParameterNames(step.path(), true));
            case ADD -> new Ask(new AddObject(step.path(), key), key, false, 0, instances, false);
            case NAMES -> Ask.repeatable(new GetParameterNames(instancePath(), false));
            case READ -> Ask.read(new GetParameterValues(names), names.size());
        };
    }

    private String instancePath() {
        return step.path() + instance + ".";
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        return switch (phase) {
            case COUNT -> counted(response);
            case VERIFY, IDENTIFY -> verified(response);
            case ADD -> added(response);
            case NAMES -> named(response, situation);
            case READ -> read(response, situation);
        };
    }

    private Answer counted(CpeResponse response) {
        if (response instanceof GetParameterNamesResponse names) {
            return new Answer.Onward(in(Phase.ADD, "", instancesIn(names)), effects(names));
        }
        // A CPE that cannot list its instances may still make one.
        return response instanceof Fault
                ? new Answer.Onward(in(Phase.ADD, "", null), Answer.Effects.NONE)
                : Faults.unexpected(response);
    }

    private Answer verified(CpeResponse response) {
        if (!(response instanceof GetParameterNamesResponse names)) {
            return unknown(response instanceof Fault fault ? "; " + fault.code() + " " + fault.string() : "");
        }
        var now = instancesIn(names);
        var fresh = instances == null
                ? now
                : now.stream().filter(name -> !instances.contains(name)).toList();
        boolean counted = instances != null;
        if (counted && fresh.size() == 1 || phase == Phase.IDENTIFY && !fresh.isEmpty()) {
            var made = fresh.get(fresh.size() - 1);
            return new Answer.Onward(in(Phase.NAMES, made, now), effects(names).making(made));
        }
        if (fresh.isEmpty() && counted && phase == Phase.VERIFY) {
            return new Answer.Onward(in(Phase.ADD, "", now), effects(names));
        }
        return unknown("");
    }

    private static Answer unknown(String detail) {
        return Answer.failed(TaskFault.ours(
                TaskFault.OUTCOME_UNKNOWN,
                "the connection died before the answer to AddObject came, and the instances do not tell" + detail));
    }

    private Answer added(CpeResponse response) {
        if (!(response instanceof AddObjectResponse added)) {
            return Faults.unexpected(response);
        }
        var made = Integer.toString(added.instanceNumber());
        var effects = Answer.Effects.of(new TreeChange.Added(step.path() + made + "."))
                .confirming(key)
                .making(made);
        return new Answer.Onward(in(Phase.NAMES, made, null), effects);
    }

    /** Names first: not every CPE reads by a partial path. */
    private Answer named(CpeResponse response, Situation situation) {
        if (!(response instanceof GetParameterNamesResponse told)) {
            return response instanceof Fault ? filled(situation, Answer.Effects.NONE) : Faults.unexpected(response);
        }
        var listed = Listing.normalised(instancePath(), told.parameterList());
        var effects = Answer.Effects.of(new TreeChange.Names(instancePath(), false, listed));
        var readable = RequestSize.parts(
                Listing.readable(listed, situation.traits()), situation.traits().readBatch(), RequestSize::ofName);
        return readable.isEmpty()
                ? filled(situation, effects)
                : new Answer.Onward(new AddWork(step, key, Phase.READ, instance, null, readable.get(0)), effects);
    }

    private Answer read(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterValuesResponse values) {
            var change = new TreeChange.Values(values.parameterList().stream()
                    .map(value -> Parameter.of(value.name(), value.value(), value.type(), situation.now()))
                    .toList());
            var informed = new Situation(
                    situation.tree().apply(List.of(change)),
                    situation.traits(),
                    situation.dataModel(),
                    situation.now());
            return filled(informed, Answer.Effects.of(change));
        }
        return response instanceof Fault ? filled(situation, Answer.Effects.NONE) : Faults.unexpected(response);
    }

    /** The instance is known as far as it can be: now its values, if any are wanted. */
    private Answer filled(Situation informed, Answer.Effects effects) {
        Map<String, Object> facts = Map.of("InstanceNumber", number(instance), "path", instancePath());
        if (step.values().isEmpty()) {
            return new Answer.Finished(Outcome.ofFacts(facts), effects);
        }
        var absolute = step.values().stream()
                .map(value -> new Assignment(absolute(value.path()), value.value(), value.type()))
                .toList();
        return new Answer.Onward(SetWork.of(absolute, key, facts, informed), effects);
    }

    private String absolute(String path) {
        return path.startsWith(step.path()) ? path : instancePath() + path;
    }

    private static Object number(String instance) {
        try {
            return Integer.valueOf(instance);
        } catch (NumberFormatException e) {
            return instance;
        }
    }

    private AddWork in(Phase next, String made, @Nullable List<String> before) {
        return new AddWork(step, key, next, made, before);
    }

    private List<String> instancesIn(GetParameterNamesResponse names) {
        return names.parameterList().stream()
                .map(info -> info.name())
                .filter(name -> name.startsWith(step.path())
                        && name.length() > step.path().length())
                .map(name -> name.substring(step.path().length()))
                .map(rest -> rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest)
                .filter(name -> name.startsWith("[") || name.chars().allMatch(Character::isDigit))
                .distinct()
                .toList();
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
