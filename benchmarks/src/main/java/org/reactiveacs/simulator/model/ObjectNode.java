package org.reactiveacs.simulator.model;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of a schema, single or a table; what it holds is that of each instance of the table.
 *
 * <p>Built by {@link SchemaReader} and not changed afterwards.
 */
public final class ObjectNode {
    private final String name;
    private final @Nullable Table table;
    private final Map<String, ObjectNode> children = new LinkedHashMap<>();
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, ObjectNode> counted = new LinkedHashMap<>();

    /**
     * What makes an object a table.
     *
     * @param isWritable whether instances can be added and deleted
     * @param instances how many there are after a factory reset, numbered from 1
     */
    record Table(boolean isWritable, int instances) {}

    ObjectNode(String name, @Nullable Table table) {
        this.name = name;
        this.table = table;
    }

    void add(ObjectNode child) {
        children.put(child.name, child);
    }

    void add(Parameter parameter) {
        parameters.put(parameter.name(), parameter);
    }

    /** Makes a parameter of this object the number of a table's instances. */
    void count(String parameter, ObjectNode child) {
        counted.put(parameter, child);
    }

    /** One segment of a path, without dots. */
    public String name() {
        return name;
    }

    /** Whether instances stand below it. */
    public boolean isTable() {
        return table != null;
    }

    /** Whether it is a table whose instances can be added and deleted. */
    public boolean isWritable() {
        return table != null && table.isWritable();
    }

    /** Instances after a factory reset; 0 for what is no table. */
    int initialInstances() {
        return table == null ? 0 : table.instances();
    }

    Map<String, ObjectNode> children() {
        return children;
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    /** The table that a parameter of this object counts. */
    @Nullable
    ObjectNode countedBy(String parameter) {
        return counted.get(parameter);
    }
}
