package org.reactiveacs.genieacs;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Presets of the same weight that set a parameter to different values: in GenieACS the last by name wins, and of policies the first. */
final class PresetTies {

    private PresetTies() {}

    /** By the preset's name, why it is no policy. */
    static Map<String, String> among(Map<Preset, ObjectNode> translated) {
        var byParameter = new HashMap<String, Map<String, String>>();
        translated.forEach((preset, policy) -> policy.path("values")
                .properties()
                .forEach(value -> byParameter
                        .computeIfAbsent(preset.weight() + " " + value.getKey(), none -> new TreeMap<>())
                        .put(preset.name(), value.getValue().asString(""))));
        var ties = new HashMap<String, String>();
        byParameter.forEach((parameter, values) -> {
            if (values.values().stream().distinct().count() > 1) {
                var path = parameter.substring(parameter.indexOf(' ') + 1);
                values.keySet()
                        .forEach(name -> ties.put(
                                name,
                                path + " is set differently by presets of the same weight ("
                                        + String.join(", ", values.keySet())
                                        + "): there the last by name wins, here the first"));
            }
        });
        return ties;
    }
}
