package org.reactiveacs.simulator.model;

import org.jspecify.annotations.Nullable;

/**
 * Where a path leads in the data model of one device.
 *
 * @param path as it travels; that of an object ends with a dot
 * @param object the object that the path names or, for a parameter, that holds it
 * @param parameter null for an object
 * @param instance the last number on the path, 0 when there is none
 * @param isInstance whether the path names an instance of a table
 * @param isFresh whether an instance on the path was added after the last factory reset
 */
public record Place(
        String path,
        ObjectNode object,
        @Nullable Parameter parameter,
        int instance,
        boolean isInstance,
        boolean isFresh) {

    /** Whether the path names a table, below which only instances stand. */
    public boolean isTable() {
        return parameter == null && object.isTable() && !isInstance;
    }

    /** As GetParameterNames tells: may be set, can get instances, or can be deleted. */
    public boolean isWritable() {
        return parameter == null ? object.isWritable() : parameter.is(Parameter.Flag.WRITABLE);
    }

    Place of(Parameter other) {
        return new Place(path + other.name(), object, other, instance, isInstance, isFresh);
    }

    Place child(ObjectNode child) {
        return new Place(path + child.name() + '.', child, null, instance, false, isFresh);
    }

    Place instance(int number, boolean fresh) {
        return new Place(path + number + '.', object, null, number, true, isFresh || fresh);
    }
}
