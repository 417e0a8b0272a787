package org.reactiveacs.store.filter;

import java.time.Instant;
import java.util.List;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Wildcard;

/**
 * Which devices are meant, as a tree. {@link FilterParser} makes it from text, {@link FilterMatcher} tells whether a
 * device is one of them.
 */
public sealed interface DeviceFilter {

    /** Every device: what the empty text means. */
    record All() implements DeviceFilter {}

    record And(List<DeviceFilter> terms) implements DeviceFilter {
        public And {
            terms = List.copyOf(terms);
        }
    }

    record Or(List<DeviceFilter> terms) implements DeviceFilter {
        public Or {
            terms = List.copyOf(terms);
        }
    }

    record Not(DeviceFilter term) implements DeviceFilter {}

    /** A field of the head compared with a text. */
    record FieldIs(Field field, Comparison comparison, String value) implements DeviceFilter {}

    /** A field of the head that looks like a pattern. */
    record FieldLike(Field field, Wildcard pattern) implements DeviceFilter {}

    /** The device has the tag. */
    record HasTag(String tag) implements DeviceFilter {}

    /** The last Inform was before, or at or after, an instant; a device that never called was before any. */
    record LastInform(boolean before, Instant instant) implements DeviceFilter {}

    /** Whether the device is silent; one that never called is not. */
    record Silent(boolean silent) implements DeviceFilter {}

    /**
     * A parameter compared with a text; false where the device has no such parameter.
     *
     * @param path its path, or a name for it
     * @param names what the name stands for, {@link PathNames#NONE} for a path
     */
    record ParameterIs(String path, Comparison comparison, String value, PathNames names) implements DeviceFilter {
        public ParameterIs(String path, Comparison comparison, String value) {
            this(path, comparison, value, PathNames.NONE);
        }
    }

    /**
     * A parameter that looks like a pattern; false where the device has no such parameter.
     *
     * @param path its path, or a name for it
     * @param names what the name stands for, {@link PathNames#NONE} for a path
     */
    record ParameterLike(String path, Wildcard pattern, PathNames names) implements DeviceFilter {
        public ParameterLike(String path, Wildcard pattern) {
            this(path, pattern, PathNames.NONE);
        }
    }

    /**
     * A variable of the device or its subscriber compared with a text; false where there is none, or a secret one.
     *
     * @param name without the word {@code variable} and its dot
     */
    record VariableIs(String name, Comparison comparison, String value) implements DeviceFilter {}

    /**
     * A variable of the device or its subscriber that looks like a pattern; false where there is none, or a secret one.
     *
     * @param name without the word {@code variable} and its dot
     */
    record VariableLike(String name, Wildcard pattern) implements DeviceFilter {}

    /** Fields of a device's head, and whose it is. */
    enum Field {
        ID("id"),
        SERIAL("serial"),
        OUI("oui"),
        PRODUCT_CLASS("productClass"),
        MANUFACTURER("manufacturer"),
        MODEL("model"),
        SOFTWARE("software"),
        HARDWARE("hardware"),
        MAC("mac"),
        IP("ip"),
        /** How it stands with its policies. */
        POLICIES("policies"),
        /** Whose it is; empty for nobody's. */
        SUBSCRIBER("subscriber"),
        /** How far its hand-over to another ACS is; empty where there was none. */
        HAND_OVER("handOver");

        private final String word;

        Field(String word) {
            this.word = word;
        }

        /** How the field is called in a filter. */
        public String word() {
            return word;
        }
    }

    /** How to compare. */
    enum Comparison {
        EQUAL("="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** How the comparison is written in a filter. */
        public String sign() {
            return sign;
        }
    }
}
