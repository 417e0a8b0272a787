package org.reactiveacs.genieacs;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes devices as {@code POST /devices/import} takes them. */
final class DeviceWriter {

    private static final String USERNAME = ".ManagementServer.ConnectionRequestUsername";
    private static final String PASSWORD = ".ManagementServer.ConnectionRequestPassword";
    private static final Map<String, String> NAMES = Map.of(
            "id",
            "DeviceID.ID",
            "serialNumber",
            "DeviceID.SerialNumber",
            "productClass",
            "DeviceID.ProductClass",
            "oui",
            "DeviceID.OUI",
            "username",
            "USERNAME()",
            "password",
            "PASSWORD()");

    private static final Term DEFAULT_CONNECTION_REQUEST = TermReader.read("AUTH(USERNAME(), PASSWORD())");

    private final @Nullable Term auth;
    private final Term connectionRequestAuth;

    /**
     * @param auth {@code cwmp.auth}; null if there is none, and everybody is let in
     * @param connectionRequestAuth {@code cwmp.connectionRequestAuth}; null if there is none
     */
    DeviceWriter(@Nullable Term auth, @Nullable Term connectionRequestAuth) {
        this.auth = auth;
        this.connectionRequestAuth = connectionRequestAuth == null ? DEFAULT_CONNECTION_REQUEST : connectionRequestAuth;
    }

    /** What the device authenticates with. */
    AuthExpression.Found credential(GenieDevice device) {
        return auth == null ? new AuthExpression.Found(null, "") : AuthExpression.of(auth, device::value);
    }

    /** What connection requests to it authenticate with. */
    AuthExpression.Found connectionRequest(GenieDevice device) {
        if (device.root() == null) {
            return new AuthExpression.Found(null, "");
        }
        return AuthExpression.of(connectionRequestAuth, name -> {
            var known = NAMES.getOrDefault(name, name);
            return switch (known) {
                case "USERNAME()" -> device.value(device.root() + USERNAME);
                case "PASSWORD()" -> device.value(device.root() + PASSWORD);
                default -> device.value(known);
            };
        });
    }

    /** The device as it is to be sent; {@code lastInform} is left out where GenieACS does not know it. */
    ObjectNode write(
            GenieDevice device,
            AuthExpression.@Nullable Login login,
            AuthExpression.@Nullable Login connectionRequest) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("oui", device.oui());
        json.put("productClass", device.productClass());
        json.put("serialNumber", device.serialNumber());
        json.put("manufacturer", device.manufacturer());
        put(json, "firstInform", device.registered());
        put(json, "lastInform", device.lastInform());
        put(json, "lastBootstrap", device.lastBootstrap());
        var tags = json.putArray("tags");
        device.tags().forEach(tags::add);
        if (login != null) {
            json.putObject("credentials").put("username", login.username()).put("password", login.password());
        }
        var parameters = json.putArray("parameters");
        device.forEach(node -> parameter(node, parameters.addObject()));
        if (connectionRequest != null) {
            set(parameters, device.root() + USERNAME, connectionRequest.username());
            set(parameters, device.root() + PASSWORD, connectionRequest.password());
        }
        return json;
    }

    /** What is known to be right, whatever the device shows: passwords read back empty. */
    private static void set(ArrayNode parameters, String path, String value) {
        for (var parameter : parameters) {
            if (parameter.path("path").asString("").equals(path)) {
                ((ObjectNode) parameter).put("value", value);
                return;
            }
        }
        parameters.addObject().put("path", path).put("value", value);
    }

    private static void put(ObjectNode json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, text);
        }
    }

    private static void parameter(GenieDevice.Node node, ObjectNode json) {
        boolean isObject = node.isObject();
        json.put("path", node.path() + (isObject ? "." : ""));
        var writable = node.node().path("_writable");
        if (writable.isBoolean()) {
            json.put("writable", writable.booleanValue());
        }
        if (isObject) {
            return;
        }
        var value = node.value();
        if (value != null) {
            json.put("value", value);
            put(json, "readAt", node.readAt());
        }
        var type = ParameterType.ofXsdName(node.type());
        if (type != ParameterType.UNKNOWN) {
            json.put("type", type.xsdName());
        }
        var notification = node.node().path("_notification");
        if (notification.isIntegralNumber()
                && notification.canConvertToInt()
                && notification.intValue() >= 0
                && notification.intValue() <= 6) {
            json.put("notification", notification.intValue());
        }
    }

    /** How many parameters with values a device has that is to be sent. */
    static int values(ObjectNode device) {
        int values = 0;
        for (var parameter : device.path("parameters")) {
            values += parameter.has("value") ? 1 : 0;
        }
        return values;
    }

    /** A number as people write it. */
    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
