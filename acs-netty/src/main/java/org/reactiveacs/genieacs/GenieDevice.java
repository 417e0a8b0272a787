package org.reactiveacs.genieacs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A device as GenieACS keeps it: a document in which every parameter is an object of its own, with its value and when that was read. */
record GenieDevice(JsonNode document) {

    private static final List<String> ROOTS = List.of("Device", "InternetGatewayDevice");

    /** A parameter or an object, its path without a dot at its end. */
    record Node(String path, JsonNode node) {
        boolean isObject() {
            return node.path("_object").asBoolean(false)
                    || node.propertyNames().stream().anyMatch(name -> !name.startsWith("_"));
        }

        /** As a text; null where none was read. */
        @Nullable
        String value() {
            var value = node.path("_value");
            return value.isMissingNode() || value.isNull() ? null : value.asString();
        }

        /** Without a prefix; empty if none is told. */
        String type() {
            var type = node.path("_type").asString("");
            return type.substring(type.indexOf(':') + 1);
        }

        @Nullable
        String readAt() {
            return instant(node.path("_timestamp"));
        }
    }

    String id() {
        return document.path("_id").asString("");
    }

    String oui() {
        return ofIdentity("_OUI");
    }

    String productClass() {
        return ofIdentity("_ProductClass");
    }

    String serialNumber() {
        return ofIdentity("_SerialNumber");
    }

    String manufacturer() {
        return ofIdentity("_Manufacturer");
    }

    private String ofIdentity(String name) {
        return document.path("_deviceId").path(name).asString("");
    }

    @Nullable
    String registered() {
        return instant(document.path("_registered"));
    }

    @Nullable
    String lastInform() {
        return instant(document.path("_lastInform"));
    }

    @Nullable
    String lastBootstrap() {
        return instant(document.path("_lastBootstrap"));
    }

    private static @Nullable String instant(JsonNode node) {
        if (node.isNumber()) {
            return Instant.ofEpochMilli(node.asLong()).toString();
        }
        try {
            return node.isString()
                    ? OffsetDateTime.parse(node.stringValue()).toInstant().toString()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    Set<String> tags() {
        var tags = new TreeSet<String>();
        document.path("_tags").forEach(tag -> tags.add(tag.asString("")));
        return tags;
    }

    /** The value that an expression sees: a text, a number, a boolean, or null where there is none. */
    @Nullable
    Object value(String path) {
        if (path.startsWith("Tags.")) {
            return tags().contains(TagNames.decoded(path.substring("Tags.".length()))) ? Boolean.TRUE : null;
        }
        return switch (path) {
            case "DeviceID.ID" -> id();
            case "DeviceID.OUI" -> told("_OUI");
            case "DeviceID.ProductClass" -> told("_ProductClass");
            case "DeviceID.SerialNumber" -> told("_SerialNumber");
            case "DeviceID.Manufacturer" -> told("_Manufacturer");
            default -> plain(at(path).path("_value"));
        };
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isString() ? value.stringValue() : null;
    }

    private @Nullable String told(String name) {
        var text = document.path("_deviceId").path(name);
        return text.isString() ? text.stringValue() : null;
    }

    /** What the device has at a path without a dot at its end; null if nothing. */
    @Nullable
    Node find(String path) {
        var node = at(path);
        return node.isObject() ? new Node(path, node) : null;
    }

    private JsonNode at(String path) {
        JsonNode node = document;
        for (var part : path.split("\\.", -1)) {
            node = part.startsWith("_") ? node.path("") : node.path(part);
        }
        return node;
    }

    /** {@code Device} or {@code InternetGatewayDevice}, null if it has neither. */
    @Nullable
    String root() {
        return ROOTS.stream()
                .filter(root -> document.path(root).isObject())
                .findFirst()
                .orElse(null);
    }

    /** All parameters and objects of its data model. */
    void forEach(Consumer<Node> each) {
        for (var root : ROOTS) {
            if (document.path(root) instanceof ObjectNode object) {
                walk(new Node(root, object), each);
            }
        }
    }

    private static void walk(Node node, Consumer<Node> each) {
        each.accept(node);
        node.node().properties().forEach(property -> {
            if (!property.getKey().startsWith("_") && property.getValue().isObject()) {
                walk(new Node(node.path() + "." + property.getKey(), property.getValue()), each);
            }
        });
    }
}
