package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.ParameterInfoStruct;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.task.Outcome;

/** Names as CPEs list them, made into those that the standard would have. */
final class Listing {
    private Listing() {}

    /** Objects get the dot that some CPEs leave out, and what is not below the path is left out. */
    static List<Parameter> normalised(String path, List<ParameterInfoStruct> infos) {
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
            names.putIfAbsent(full, parameter(full, writable));
        });
        return List.copyOf(names.values());
    }

    /** The children of the path, those included that only their own children name. */
    static List<Parameter> children(String path, List<Parameter> names) {
        var children = new TreeMap<String, Parameter>();
        for (var name : names) {
            var child = child(path, name.path());
            if (child.equals(name.path())) {
                children.put(child, name);
            } else if (!child.isEmpty()) {
                children.putIfAbsent(child, parameter(child, null));
            }
        }
        children.remove(path);
        return List.copyOf(children.values());
    }

    private static String child(String path, String name) {
        int end = name.indexOf('.', path.length());
        return end < 0 ? name : name.substring(0, end + 1);
    }

    private static Parameter parameter(String path, @Nullable Boolean writable) {
        return new Parameter(path, null, ParameterType.UNKNOWN, writable, null, null);
    }

    /** The parameters among them that the model lets be read. */
    static List<String> readable(Collection<Parameter> names, ModelTraits traits) {
        return names.stream()
                .map(Parameter::path)
                .filter(name -> !name.endsWith("."))
                .filter(name -> !traits.unreadable().contains(name))
                .toList();
    }

    /** As an operator is shown them. */
    static Outcome outcome(Collection<Parameter> names) {
        var list = new ArrayList<Map<String, Object>>();
        names.stream().limit(Outcome.MAX_VALUES).forEach(parameter -> {
            var one = new LinkedHashMap<String, Object>();
            one.put("Name", parameter.path());
            one.put("Writable", Boolean.TRUE.equals(parameter.writable()));
            list.add(one);
        });
        return Outcome.ofFacts(Map.of("ParameterList", list));
    }
}
