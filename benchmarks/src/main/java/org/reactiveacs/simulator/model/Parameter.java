package org.reactiveacs.simulator.model;

import java.util.List;
import java.util.Set;

/**
 * A parameter of a schema.
 *
 * @param name the last segment of its path
 * @param flags what is special about it
 * @param rule which values it takes
 * @param firstValues after a factory reset, one for each instance in turn, the last for all that follow
 */
public record Parameter(String name, Set<Flag> flags, ValueRule rule, List<String> firstValues) {
    /** What may be special about a parameter. */
    public enum Flag {
        /** The ACS may set it. */
        WRITABLE,
        /** Reads back empty, for it is a secret. */
        HIDDEN,
        /** A change is always reported at once. */
        ACTIVE,
        /** Active notification is refused. */
        PASSIVE,
        /** Stands in every Inform. */
        INFORM
    }

    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /** Its value after a factory reset, in an instance that was there then; placeholders not yet filled in. */
    String firstValue(int instance) {
        return firstValues.get(Math.max(0, Math.min(instance, firstValues.size()) - 1));
    }
}
