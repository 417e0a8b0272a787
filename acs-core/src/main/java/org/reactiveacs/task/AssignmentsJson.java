package org.reactiveacs.task;

import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.device.ParameterType;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Values to set as a JSON object: a text, a number, a boolean, or {@code {"value": ..., "type": "unsignedInt"}} by path.
 * A bare number or boolean says nothing of the type: the device's own word for the parameter goes first.
 */
final class AssignmentsJson {
    private AssignmentsJson() {}

    static final class Writer extends ValueSerializer<List<Assignment>> {
        @Override
        public void serialize(List<Assignment> values, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            for (var value : values) {
                var type = value.type();
                if (type == null) {
                    out.writeStringProperty(value.path(), value.value());
                } else {
                    out.writeObjectPropertyStart(value.path());
                    out.writeStringProperty("value", value.value());
                    out.writeStringProperty("type", type.xsdName());
                    out.writeEndObject();
                }
            }
            out.writeEndObject();
        }
    }

    static final class Reader extends ValueDeserializer<List<Assignment>> {
        @Override
        public List<Assignment> deserialize(JsonParser in, DeserializationContext context) {
            JsonNode object = context.readTree(in);
            var values = new ArrayList<Assignment>(object.size());
            if (!object.isObject()) {
                return context.reportInputMismatch(
                        this, "values must be an object: {\"path\": \"text\" or number or boolean}");
            }
            for (var entry : object.properties()) {
                values.add(assignment(entry.getKey(), entry.getValue(), context));
            }
            return values;
        }

        private Assignment assignment(String path, JsonNode node, DeserializationContext context) {
            if (!node.isObject()) {
                return new Assignment(path, text(path, node, context), null);
            }
            var value = node.get("value");
            var typeName = node.get("type");
            if (value == null || node.size() > (typeName == null ? 1 : 2)) {
                return context.reportInputMismatch(this, "value of '%s' must be {\"value\": ..., \"type\": ...}", path);
            }
            if (typeName == null) {
                return new Assignment(path, text(path, value, context), null);
            }
            var name = typeName.isString() ? typeName.stringValue() : typeName.toString();
            var type = ParameterType.ofXsdName(name.startsWith("xsd:") ? name.substring(4) : name);
            if (type == ParameterType.UNKNOWN) {
                return context.reportInputMismatch(this, "type of '%s' is none of TR-106: '%s'", path, name);
            }
            return new Assignment(path, text(path, value, context), type);
        }

        private String text(String path, JsonNode node, DeserializationContext context) {
            if (node.isString()) {
                return node.stringValue();
            }
            if (node.isNumber() || node.isBoolean()) {
                return node.asString();
            }
            return context.reportInputMismatch(
                    this, "value of '%s' must be a text, a number or a boolean, not %s", path, node.getNodeType());
        }

        @Override
        public List<Assignment> getNullValue(DeserializationContext context) {
            return List.of();
        }

        @Override
        public List<Assignment> getAbsentValue(DeserializationContext context) {
            return List.of();
        }
    }
}
