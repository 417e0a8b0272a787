package org.reactiveacs.device;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The schema that devices of one model share: every path that any of them has shown, instance numbers as
 * <code>{i}</code>, with type and writability. Immutable; stores keep each once, named by its content.
 */
public final class DeviceModel {

    public static final DeviceModel EMPTY = new DeviceModel(List.of());

    /**
     * One node of the schema.
     *
     * @param path with <code>{i}</code> for instances; an object's ends with a dot
     * @param type of most devices' values
     * @param writable as most devices say, null when none said
     */
    public record Template(
            String path, ParameterType type, @Nullable Boolean writable) {}

    private final List<Template> templates;
    private final Map<String, Integer> indexes;

    public DeviceModel(List<Template> templates) {
        this.templates = List.copyOf(templates);
        this.indexes = new HashMap<>(templates.size() * 2);
        for (int i = 0; i < templates.size(); i++) {
            indexes.put(templates.get(i).path(), i);
        }
    }

    /** The nodes, ordered by path. */
    public List<Template> templates() {
        return templates;
    }

    /** Where a template path stands in {@link #templates}, -1 when it does not. */
    public int indexOf(String templatePath) {
        return indexes.getOrDefault(templatePath, -1);
    }

    /** This model if it has a place for all of these, else the model of both. */
    public DeviceModel covering(Collection<Parameter> parameters) {
        Map<String, Template> added = null;
        for (var parameter : parameters) {
            var path = InstancePath.of(parameter.path()).template();
            if (!indexes.containsKey(path)) {
                added = added == null ? new TreeMap<>() : added;
                added.putIfAbsent(path, new Template(path, parameter.type(), parameter.writable()));
            }
        }
        if (added == null) {
            return this;
        }
        for (var template : templates) {
            added.put(template.path(), template);
        }
        return new DeviceModel(new ArrayList<>(added.values()));
    }
}
