package org.reactiveacs.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;

/** Reads a change of attributes, in which what is missing is to stay as it is: no list is not the empty list. */
final class AttributeChangeJson extends ValueDeserializer<TaskSpec.AttributeChange> {

    @Override
    public TaskSpec.AttributeChange deserialize(JsonParser in, DeserializationContext context) {
        JsonNode node = context.readTree(in);
        if (!node.isObject()) {
            return context.reportInputMismatch(this, "an attribute change must be an object with a path");
        }
        for (var name : node.propertyNames()) {
            if (!List.of("path", "notification", "accessList").contains(name)) {
                return context.reportInputMismatch(this, "an attribute change has no property '%s'", name);
            }
        }
        var path = node.get("path");
        if (path == null || !path.isString()) {
            return context.reportInputMismatch(this, "an attribute change must have a path");
        }
        return new TaskSpec.AttributeChange(path.stringValue(), notification(node, context), accessList(node, context));
    }

    private @Nullable Integer notification(JsonNode change, DeserializationContext context) {
        var node = change.get("notification");
        if (node == null || node.isNull()) {
            return null;
        }
        return node.isInt()
                ? Integer.valueOf(node.intValue())
                : mismatch(context, "notification must be a number from 0 to 6");
    }

    private @Nullable List<String> accessList(JsonNode change, DeserializationContext context) {
        var node = change.get("accessList");
        if (node == null || node.isNull()) {
            return null;
        }
        var names = new ArrayList<String>();
        for (var name : node) {
            names.add(
                    name.isString()
                            ? name.stringValue()
                            : this.<String>mismatch(context, "accessList must hold texts"));
        }
        return node.isArray() ? names : mismatch(context, "accessList must be a list of texts");
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // It never returns.
    private <T> T mismatch(DeserializationContext context, String text) {
        return context.reportInputMismatch(this, "%s", text);
    }
}
