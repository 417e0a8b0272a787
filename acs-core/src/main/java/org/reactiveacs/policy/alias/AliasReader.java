package org.reactiveacs.policy.alias;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Wildcard;
import org.reactiveacs.policy.VersionRange;
import tools.jackson.databind.JsonNode;

/**
 * Aliases as they are written: by name a path, a path for each data model, or a list of paths with what their devices must be, of which
 * the first that fits counts.
 */
public final class AliasReader {

    private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]*(\\.[A-Za-z0-9]+)+");
    private static final Set<String> KEYS = Set.of("model", "manufacturer", "productClass", "softwareVersion", "path");

    private AliasReader() {}

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is none; the message says which name is wrong, and why
     */
    public static Aliases read(JsonNode document) {
        if (!document.isObject()) {
            throw new IllegalArgumentException("aliases are an object of names and what they stand for");
        }
        Map<String, Alias> aliases = new TreeMap<>();
        for (var entry : document.properties()) {
            var name = entry.getKey();
            if (!NAME.matcher(name).matches() || Aliases.isPath(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no name: words with dots between them, as wifi.24.ssid");
            }
            aliases.put(name, new Alias(paths(name, entry.getValue())));
        }
        return new Aliases(aliases);
    }

    private static List<Alias.ModelPath> paths(String name, JsonNode node) {
        if (node.isString()) {
            return List.of(new Alias.ModelPath(null, null, null, null, path(name, node)));
        }
        List<Alias.ModelPath> paths = new ArrayList<>();
        if (node.isArray()) {
            node.values().forEach(one -> paths.add(one(name, one)));
        } else {
            node.properties()
                    .forEach(one -> paths.add(new Alias.ModelPath(
                            model(name, one.getKey()), null, null, null, path(name, one.getValue()))));
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("'" + name + "' has no path");
        }
        return paths;
    }

    private static Alias.ModelPath one(String name, JsonNode node) {
        for (var key : node.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("'" + name + "': '" + key + "' means nothing here");
            }
        }
        var model = text(node, "model");
        var manufacturer = text(node, "manufacturer");
        var productClass = text(node, "productClass");
        var version = text(node, "softwareVersion");
        return new Alias.ModelPath(
                model == null ? null : model(name, model),
                manufacturer == null ? null : new Wildcard(manufacturer),
                productClass == null ? null : new Wildcard(productClass),
                version == null ? null : VersionRange.parse(version),
                path(name, node.path("path")));
    }

    private static @Nullable String text(JsonNode node, String key) {
        var value = node.get(key);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static DataModel model(String name, String text) {
        for (var model : DataModel.values()) {
            if (model.name().equals(text.toUpperCase(Locale.ROOT))) {
                return model;
            }
        }
        throw new IllegalArgumentException("'" + name + "': tr181 or tr098 is expected, not '" + text + "'");
    }

    private static String path(String name, JsonNode node) {
        if (node.isString()) {
            var path = node.stringValue();
            if (!path.endsWith(".") && (path.startsWith("{root}") || Aliases.isPath(path))) {
                return path;
            }
        }
        throw new IllegalArgumentException(
                "'" + name
                        + "': the path of a parameter is expected, which begins with Device., InternetGatewayDevice. or {root}");
    }
}
