package org.reactiveacs.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskFault;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of a task as JSON: values by path, the fault, and beside them every fact that the device told, under its XSD
 * name with a small first word.
 */
final class OutcomeView {
    private OutcomeView() {}

    static ObjectNode of(Outcome outcome) {
        var json = Json.object();
        outcome.facts().forEach((name, value) -> json.set(Names.ofXsd(name), Json.tree(renamed(value))));
        var values = json.putObject("values");
        for (var parameter : outcome.values()) {
            values.putObject(parameter.path())
                    .put("value", ParameterView.value(parameter))
                    .put("type", ParameterView.type(parameter));
        }
        var fault = outcome.fault();
        if (fault == null) {
            json.putNull("fault");
        } else {
            json.set("fault", of(fault));
        }
        return json;
    }

    private static Object renamed(Object value) {
        if (value instanceof Map<?, ?> map) {
            var renamed = new LinkedHashMap<String, Object>();
            map.forEach((name, inner) -> renamed.put(Names.ofXsd(String.valueOf(name)), renamed(inner)));
            return renamed;
        }
        return value instanceof List<?> list
                ? list.stream().map(OutcomeView::renamed).toList()
                : value;
    }

    private static ObjectNode of(TaskFault fault) {
        var json = Json.object();
        json.put("code", fault.code() == 0 ? null : (Integer) fault.code());
        json.put("reason", fault.reason());
        json.put("text", fault.text());
        var parameters = json.putArray("parameters");
        for (var parameter : fault.parameters()) {
            parameters
                    .addObject()
                    .put("path", parameter.path())
                    .put("code", parameter.code())
                    .put("text", parameter.text());
        }
        return json;
    }
}
