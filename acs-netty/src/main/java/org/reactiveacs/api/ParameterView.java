package org.reactiveacs.api;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Secrets;
import org.reactiveacs.device.ValueForm;
import tools.jackson.databind.node.ObjectNode;

/** A parameter as JSON, its value masked if it is a secret. */
final class ParameterView {
    private ParameterView() {}

    static ObjectNode of(Parameter parameter, boolean stale) {
        var json = Json.object();
        json.put("path", parameter.path());
        json.put("value", value(parameter));
        json.put("type", type(parameter));
        json.put("writable", parameter.writable());
        json.put("readAt", Json.text(parameter.readAt()));
        var attributes = parameter.attributes();
        if (attributes != null) {
            json.put("notification", attributes.notification());
        }
        var text = parameter.value();
        if (text != null && !ValueForm.isValid(parameter.type(), text)) {
            json.put("invalid", true);
        }
        if (stale) {
            json.put("stale", true);
        }
        return json;
    }

    static @Nullable String value(Parameter parameter) {
        var value = parameter.value();
        return value == null ? null : Secrets.masked(parameter.path(), value);
    }

    static @Nullable String type(Parameter parameter) {
        return parameter.type() == ParameterType.UNKNOWN
                ? null
                : parameter.type().xsdName();
    }
}
