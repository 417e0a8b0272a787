package org.reactiveacs.device;

import java.util.List;

/**
 * One thing that a CPE's answer taught about its tree. Changes are values, so that the engine decides without touching
 * the tree and a store applies them as part of its unit of work.
 */
public sealed interface TreeChange {

    /** Values (and types) that were read, set or reported. */
    record Values(List<Parameter> parameters) implements TreeChange {
        public Values {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * What GetParameterNames told.
     *
     * @param path the object that was asked for
     * @param nextLevel whether only its children were asked for
     * @param parameters the names with their writable flags; what stood below {@code path} at the levels asked for and
     *     is not among them is gone
     */
    record Names(String path, boolean nextLevel, List<Parameter> parameters) implements TreeChange {
        public Names {
            parameters = List.copyOf(parameters);
        }
    }

    /** Attributes that were read or set. */
    record NewAttributes(String path, Attributes attributes) implements TreeChange {}

    /** An object instance that was made; nothing is known of its children yet. */
    record Added(String path) implements TreeChange {}

    /** An object instance (or a parameter) that is gone, with all below it. */
    record Removed(String path) implements TreeChange {}

    /** Everything is to be forgotten but what comes after: another firmware or a reset device. */
    record Forgotten() implements TreeChange {}
}
