package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Outcome;

/**
 * Finds names out, and if asked reads their values then.
 *
 * @param wanted the path that was asked for
 * @param path the path in the request: the root object's where the CPE does not take the empty one
 * @param nextLevel whether only the children are wanted
 * @param thenRead whether the values are read then
 */
record DiscoverWork(String wanted, String path, boolean nextLevel, boolean thenRead) implements Work {

    static DiscoverWork of(String wanted, boolean nextLevel, boolean thenRead, Situation situation) {
        boolean rootObject = wanted.isEmpty()
                && situation.traits().rootNames() == ModelTraits.RootNames.ROOT_OBJECT
                && situation.dataModel() != null;
        return new DiscoverWork(wanted, rootObject ? rootOf(situation) : wanted, nextLevel, thenRead);
    }

    private static String rootOf(Situation situation) {
        return situation.dataModel() == null
                ? DataModel.TR181.root()
                : situation.dataModel().root();
    }

    @Override
    public Ask ask(Situation situation) {
        return Ask.repeatable(new GetParameterNames(path, nextLevel));
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (response instanceof GetParameterNamesResponse names) {
            return found(normalise(names.parameterList()), situation);
        }
        if (response instanceof Fault && path.isEmpty()) {
            return new Answer.Onward(
                    new DiscoverWork(wanted, rootOf(situation), nextLevel, thenRead),
                    Answer.Effects.learned(situation.traits().withRootNames(ModelTraits.RootNames.ROOT_OBJECT)));
        }
        if (response instanceof Fault fault && thenRead && fault.code() != Faults.INVALID_PARAMETER_NAME) {
            // Names cannot be had; values of the whole subtree perhaps can.
            return new Answer.Onward(
                    ReadWork.of(List.of(path), situation.traits(), ReadWork.Mode.STRICT), Answer.Effects.NONE);
        }
        return Faults.unexpected(response);
    }

    private Answer found(Map<String, Parameter> names, Situation situation) {
        var effects = Answer.Effects.of(new TreeChange.Names(path, nextLevel, List.copyOf(names.values())));
        if (!thenRead) {
            return new Answer.Finished(Outcome.ofFacts(Map.of("ParameterList", listed(names))), effects);
        }
        var readable = names.keySet().stream()
                .filter(name -> !name.endsWith("."))
                .filter(name -> !situation.traits().unreadable().contains(name))
                .toList();
        if (readable.isEmpty()) {
            return new Answer.Finished(Outcome.ofFacts(Map.of("parameters", 0)), effects);
        }
        return new Answer.Onward(ReadWork.of(readable, situation.traits(), ReadWork.Mode.SURVEY), effects);
    }

    private static List<Map<String, Object>> listed(Map<String, Parameter> names) {
        var list = new ArrayList<Map<String, Object>>();
        names.values().stream().limit(Outcome.MAX_VALUES).forEach(parameter -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("Name", parameter.path());
            one.put("Writable", Boolean.TRUE.equals(parameter.writable()));
            list.add(one);
        });
        return list;
    }

    /**
     * Names as the standard has them: objects get the dot that some CPEs leave out, and what is not below the path is
     * left out.
     */
    private Map<String, Parameter> normalise(List<ParameterInfoStruct> infos) {
        var byName = new TreeMap<String, Boolean>();
        infos.forEach(info -> byName.put(info.name(), info.writable()));
        var scope = path.isEmpty() || path.endsWith(".") ? path : "";
        var names = new TreeMap<String, Parameter>();
        byName.forEach((name, writable) -> {
            boolean ours = scope.isEmpty() ? path.isEmpty() || name.equals(path) : name.startsWith(scope);
            if (!ours || name.isEmpty()) {
                return;
            }
            var below = byName.ceilingKey(name + ".");
            boolean object = name.endsWith(".") || below != null && below.startsWith(name + ".");
            var full = object && !name.endsWith(".") ? name + "." : name;
            names.putIfAbsent(full, new Parameter(full, null, ParameterType.UNKNOWN, writable, null, null));
        });
        return names;
    }
}
