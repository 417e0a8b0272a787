package org.reactiveacs.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Standing;
import org.reactiveacs.store.Brought;
import org.reactiveacs.store.record.PackedVisits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client says of a device that another server knew. Everything wrong with it is a {@link Problem}. */
final class BroughtBody {
    /** More than the largest data models have. */
    private static final int MAX_PARAMETERS = 100_000;

    private static final int MAX_IDENTITY_CHARS = 256;
    private static final int MAX_NOTIFICATION = 6;
    private static final Set<String> KNOWN = Set.of(
            "oui",
            "productClass",
            "serialNumber",
            "manufacturer",
            "firstInform",
            "lastInform",
            "lastBootstrap",
            "tags",
            "credentials",
            "parameters");
    private static final Set<String> OF_PARAMETER =
            Set.of("path", "value", "type", "writable", "notification", "readAt");

    /** What Informs tell of most devices, and heads hold. */
    private static final List<String> REPORTED = List.of(
            "DeviceInfo.SoftwareVersion",
            "DeviceInfo.HardwareVersion",
            "ManagementServer.ParameterKey",
            "ManagementServer.ConnectionRequestURL");

    private BroughtBody() {}

    static Brought read(JsonNode node, IdentityScheme scheme, Instant now) {
        if (!(node instanceof ObjectNode json)) {
            throw Problem.body("", "a device is an object");
        }
        JsonBody.allow(json, KNOWN);
        var identity = new Identity(
                identityText(json, "manufacturer", false),
                identityText(json, "oui", true),
                identityText(json, "productClass", false),
                identityText(json, "serialNumber", true));
        var id = DeviceId.of(scheme, identity);
        if (id.value().length() > DeviceId.MAX_CHARS) {
            throw Problem.body(
                    "", "the id that the device would have has more than " + DeviceId.MAX_CHARS + " characters");
        }
        var last = instant(json, "lastInform", "", now);
        if (last == null) {
            throw Problem.body("/lastInform", "'lastInform' is needed: when the device called the other server last");
        }
        var tree = ParameterTree.of(parameters(json.get("parameters"), last, now));
        var first = instant(json, "firstInform", "", now);
        var head = new Device(
                id,
                identity,
                new Device.Contact(
                        first == null || first.isAfter(last) ? last : first,
                        last,
                        instant(json, "lastBootstrap", "", now),
                        List.of(),
                        ""),
                Standing.FRESH,
                Access.NONE,
                reported(tree, last),
                List.of(),
                PackedVisits.NONE);
        return new Brought(head, tree, tags(json.get("tags")), credential(json.get("credentials")));
    }

    private static String identityText(ObjectNode json, String name, boolean needed) {
        var text = JsonBody.text(json, name, "");
        if (text == null ? needed : text.length() > MAX_IDENTITY_CHARS || needed && text.isEmpty()) {
            throw Problem.body(
                    "/" + name, "'" + name + "' has " + (needed ? 1 : 0) + " to " + MAX_IDENTITY_CHARS + " characters");
        }
        return text == null ? "" : text;
    }

    private static @Nullable Instant instant(ObjectNode json, String name, String pointer, Instant now) {
        var text = JsonBody.text(json, name, pointer);
        if (text == null) {
            return null;
        }
        try {
            var instant =
                    Instant.ofEpochMilli(OffsetDateTime.parse(text).toInstant().toEpochMilli());
            // Clocks differ; a time that is yet to come would win over what the device tells here.
            return instant.isAfter(now) ? now : instant;
        } catch (DateTimeException | ArithmeticException e) {
            throw Problem.body(pointer + "/" + name, "'" + name + "' is a time such as 2026-03-01T12:00:00Z");
        }
    }

    private static Set<String> tags(@Nullable JsonNode node) {
        var tags = new HashSet<String>();
        for (var tag : list(node, "tags")) {
            var problem = tag.isString() ? Tags.problem(tag.stringValue()) : "a tag is a text";
            if (problem != null) {
                throw Problem.body("/tags", "'" + tag.asString("") + "': " + problem);
            }
            tags.add(tag.stringValue());
        }
        return tags;
    }

    private static @Nullable Credential credential(@Nullable JsonNode node) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!(node instanceof ObjectNode object)) {
            throw Problem.body("/credentials", "'credentials' is an object with username and password");
        }
        JsonBody.allow(object, Set.of("username", "password"));
        return RegistrationBody.credential(object, "/credentials");
    }

    private static List<Parameter> parameters(@Nullable JsonNode node, Instant last, Instant now) {
        var list = list(node, "parameters");
        if (list.size() > MAX_PARAMETERS) {
            throw Problem.body("/parameters", "a device has at most " + MAX_PARAMETERS + " parameters");
        }
        var parameters = new ArrayList<Parameter>(list.size());
        for (int i = 0; i < list.size(); i++) {
            parameters.add(parameter(list.get(i), "/parameters/" + i, last, now));
        }
        return parameters;
    }

    private static Parameter parameter(JsonNode node, String pointer, Instant last, Instant now) {
        if (!(node instanceof ObjectNode json)) {
            throw Problem.body(pointer, "a parameter is an object with a path");
        }
        for (var name : json.propertyNames()) {
            if (!OF_PARAMETER.contains(name)) {
                throw Problem.body(pointer + "/" + name, "no property is called '" + name + "' here");
            }
        }
        var path = JsonBody.text(json, "path", pointer);
        if (path == null || !isPath(path)) {
            throw Problem.body(
                    pointer + "/path",
                    "'" + path
                            + "' is no path: it begins with Device. or InternetGatewayDevice. and has no empty part");
        }
        var value = JsonBody.text(json, "value", pointer);
        if (value != null && path.endsWith(".")) {
            throw Problem.body(pointer + "/value", "'" + path + "' is an object, which has no value");
        }
        var readAt = instant(json, "readAt", pointer, now);
        return new Parameter(
                path,
                value,
                type(JsonBody.text(json, "type", pointer), pointer),
                JsonBody.flag(json, "writable"),
                attributes(json.get("notification"), pointer),
                value == null ? null : readAt == null ? last : readAt);
    }

    private static boolean isPath(String path) {
        for (var model : DataModel.values()) {
            if (path.startsWith(model.root())) {
                return path.equals(model.root())
                        || !path.contains("..") && path.chars().noneMatch(c -> c <= ' ');
            }
        }
        return false;
    }

    private static ParameterType type(@Nullable String name, String pointer) {
        var type = name == null ? ParameterType.UNKNOWN : ParameterType.ofXsdName(name);
        if (name != null && type == ParameterType.UNKNOWN) {
            throw Problem.body(pointer + "/type", "'" + name + "' is no type of TR-106");
        }
        return type;
    }

    private static @Nullable Attributes attributes(@Nullable JsonNode node, String pointer) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isInt() || node.intValue() < 0 || node.intValue() > MAX_NOTIFICATION) {
            throw Problem.body(pointer + "/notification", "'notification' is 0 to " + MAX_NOTIFICATION);
        }
        return new Attributes(node.intValue(), List.of());
    }

    private static ArrayNode list(@Nullable JsonNode node, String name) {
        if (node == null || node.isNull()) {
            return Json.object().arrayNode();
        }
        if (!(node instanceof ArrayNode list)) {
            throw Problem.body("/" + name, "'" + name + "' is a list");
        }
        return list;
    }

    private static Map<String, Parameter> reported(ParameterTree tree, Instant last) {
        var reported = new HashMap<String, Parameter>();
        for (var model : DataModel.values()) {
            for (var below : REPORTED) {
                var parameter = tree.get(model.root() + below);
                var value = parameter == null ? null : parameter.value();
                if (parameter != null && value != null) {
                    var readAt = parameter.readAt();
                    reported.put(
                            parameter.path(),
                            Parameter.of(parameter.path(), value, parameter.type(), readAt == null ? last : readAt));
                }
            }
        }
        return reported;
    }
}
