package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.GetParameterValues;
import org.reactiveacs.cwmp.GetParameterValuesResponse;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.SetParameterValuesResponse;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Outcome;

/**
 * Sets values, all in one request; only a set that is too big for one is parted, along its objects. Where neither the
 * operator nor the tree tells a type, the values are read first: a CPE may refuse a value of another type.
 *
 * @param unknown names to read for their types before anything is set
 * @param values what to set, as ordered
 * @param parts what is still to be sent, once the types are known
 * @param done what was set so far
 * @param facts to put into the outcome besides
 */
record SetWork(
        List<String> unknown,
        List<Assignment> values,
        List<List<ParameterValueStruct>> parts,
        List<Parameter> done,
        String key,
        Map<String, Object> facts)
        implements Work {

    static SetWork of(List<Assignment> values, String key, Situation situation) {
        return of(values, key, Map.of(), situation);
    }

    static SetWork of(List<Assignment> values, String key, Map<String, Object> facts, Situation situation) {
        var unknown = values.stream()
                .filter(value -> value.type() == null && typeOf(value, situation) == ParameterType.UNKNOWN)
                .map(Assignment::path)
                .toList();
        return new SetWork(
                unknown, values, unknown.isEmpty() ? parts(values, situation) : List.of(), List.of(), key, facts);
    }

    /** Sets more in the same request; null where they do not all fit one, or are to be set already. */
    @Nullable
    SetWork with(List<Assignment> more, Situation situation) {
        var paths = values.stream().map(Assignment::path).collect(Collectors.toSet());
        if (more.stream().anyMatch(value -> paths.contains(value.path()))) {
            return null;
        }
        var all = new ArrayList<>(values);
        all.addAll(more);
        return parts(all, situation).size() == 1 ? of(all, key, facts, situation) : null;
    }

    SetWork without(Set<String> paths, Situation situation) {
        return of(values.stream().filter(value -> !paths.contains(value.path())).toList(), key, facts, situation);
    }

    private static ParameterType typeOf(Assignment value, Situation situation) {
        if (value.type() != null) {
            return value.type();
        }
        var known = situation.tree().get(value.path());
        return known == null ? ParameterType.UNKNOWN : known.type();
    }

    private static List<List<ParameterValueStruct>> parts(List<Assignment> values, Situation situation) {
        var structs = values.stream()
                .map(value -> {
                    var type = typeOf(value, situation);
                    return new ParameterValueStruct(value.path(), CanonicalValue.of(value.value(), type), type);
                })
                .toList();
        if (structs.stream().mapToInt(RequestSize::ofValue).sum() <= RequestSize.ITEM_BYTES) {
            return List.of(structs);
        }
        return RequestSize.parts(alongObjects(structs), Integer.MAX_VALUE, SetWork::sizeOf).stream()
                .map(groups -> groups.stream().flatMap(List::stream).toList())
                .flatMap(part -> RequestSize.parts(part, Integer.MAX_VALUE, RequestSize::ofValue).stream())
                .toList();
    }

    private static List<List<ParameterValueStruct>> alongObjects(List<ParameterValueStruct> values) {
        var byObject = new LinkedHashMap<String, List<ParameterValueStruct>>();
        for (var value : values) {
            var object = value.name().substring(0, value.name().lastIndexOf('.') + 1);
            byObject.computeIfAbsent(object, key -> new ArrayList<>()).add(value);
        }
        return List.copyOf(byObject.values());
    }

    private static int sizeOf(List<ParameterValueStruct> values) {
        return values.stream().mapToInt(RequestSize::ofValue).sum();
    }

    @Override
    public Ask ask(Situation situation) {
        return unknown.isEmpty()
                ? Ask.repeatable(new SetParameterValues(parts.get(0), key), key)
                : Ask.read(new GetParameterValues(unknown), unknown.size());
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (!unknown.isEmpty()) {
            return typesTold(response, situation);
        }
        if (response instanceof SetParameterValuesResponse set) {
            return set(set, situation);
        }
        return Faults.unexpected(response);
    }

    private Answer typesTold(CpeResponse response, Situation situation) {
        var effects = Answer.Effects.NONE;
        var informed = situation;
        if (response instanceof GetParameterValuesResponse told) {
            var change = new TreeChange.Values(told.parameterList().stream()
                    .map(value -> Parameter.of(value.name(), value.value(), value.type(), situation.now()))
                    .toList());
            effects = Answer.Effects.of(change);
            informed = situation.after(change);
        }
        // Where the CPE does not tell either, the set itself shows what it thinks of a text.
        return new Answer.Onward(new SetWork(List.of(), values, parts(values, informed), done, key, facts), effects);
    }

    private Answer set(SetParameterValuesResponse response, Situation situation) {
        // What was set is writable, whatever GetParameterNames said of it.
        var now = parts.get(0).stream()
                .map(value -> new Parameter(value.name(), value.value(), value.type(), true, null, situation.now()))
                .toList();
        var all = new ArrayList<>(done);
        all.addAll(now);
        var effects = Answer.Effects.of(new TreeChange.Values(now)).confirming(key);
        if (parts.size() > 1) {
            return new Answer.Onward(
                    new SetWork(List.of(), values, parts.subList(1, parts.size()), all, key, facts), effects);
        }
        var told = new LinkedHashMap<>(facts);
        told.put("Status", response.status());
        return new Answer.Finished(new Outcome(all, told, null), effects);
    }
}
