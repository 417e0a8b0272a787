package org.reactiveacs.genieacs;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** MongoDB's extended JSON (v1 and v2, canonical and relaxed) as the NBI would give it: times and ids as texts, numbers as numbers. */
final class ExtendedJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExtendedJson() {}

    static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var special = object.size() == 1 ? special(object) : null;
            if (special != null) {
                return special;
            }
            var plain = NODES.objectNode();
            object.properties().forEach(property -> plain.set(property.getKey(), plain(property.getValue())));
            return plain;
        }
        if (node instanceof ArrayNode array) {
            var plain = NODES.arrayNode();
            array.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return node;
    }

    /** Null for an object that only happens to have one property. */
    private static @Nullable JsonNode special(ObjectNode object) {
        var name = object.propertyNames().iterator().next();
        var value = object.get(name);
        return switch (name) {
            case "$date" -> date(plain(value));
            case "$oid" -> value;
            case "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal" -> number(value);
            default -> null;
        };
    }

    private static JsonNode date(JsonNode value) {
        return value.isNumber()
                ? NODES.stringNode(Instant.ofEpochMilli(value.asLong()).toString())
                : value;
    }

    private static JsonNode number(JsonNode value) {
        try {
            var number = new BigDecimal(value.asString());
            return number.scale() <= 0 ? NODES.numberNode(number.toBigInteger()) : NODES.numberNode(number);
        } catch (NumberFormatException e) {
            return value; // NaN and the infinities
        }
    }
}
