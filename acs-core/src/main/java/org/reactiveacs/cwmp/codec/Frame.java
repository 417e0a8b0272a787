package org.reactiveacs.cwmp.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;
import org.reactiveacs.device.ParameterType;

/**
 * An element that is being read, with what its children gave so far. A structure takes the values out in the order of its
 * fields; what did not come is empty, 0, or null.
 */
final class Frame {
    private static final Object[] NO_SLOTS = {};

    final Shape<?> shape;
    final int slotInParent;
    private final Set<Quirk> quirks;
    private final @Nullable Object[] slots;
    /** The members of an array, null for another shape. */
    final @Nullable List<Object> members;
    /** What arrayType says of the members, -1 when it says nothing. */
    int declaredCount = -1;

    /** How many children have come, with those that were left out. */
    int arrived;

    int expectedField;
    private ParameterType type = ParameterType.UNKNOWN;
    private @Nullable String elementType;
    private int taken;

    Frame(Shape<?> shape, int slotInParent, Set<Quirk> quirks) {
        this.shape = shape;
        this.slotInParent = slotInParent;
        this.quirks = quirks;
        this.slots =
                shape instanceof Struct<?> struct ? new Object[struct.fields().size()] : NO_SLOTS;
        this.members = shape instanceof ArrayOf ? new ArrayList<>() : null;
    }

    /** Takes what a child gave; null when the child had to be left out. */
    void accept(int slot, @Nullable Object value) {
        arrived++;
        if (value == null) {
            return;
        }
        if (members != null) {
            members.add(value);
        } else if (shape instanceof Struct<?> struct && struct.fields().get(slot).repeated) {
            repeat(struct.fields().get(slot).sharesFirstList() ? 0 : slot, value);
        } else if (slots[slot] != null) {
            quirks.add(Quirk.REPEATED_ELEMENT);
        } else {
            slots[slot] = value;
        }
    }

    @SuppressWarnings("unchecked")
    private void repeat(int slot, Object value) {
        List<Object> list = (List<Object>) slots[slot];
        if (list == null) {
            list = new ArrayList<>();
            slots[slot] = list;
        }
        if (value instanceof List<?> several) {
            list.addAll(several);
        } else {
            list.add(value);
        }
    }

    void typed(ParameterType parameterType) {
        type = parameterType;
    }

    void typedElement(String localName) {
        elementType = localName;
    }

    /** The type of the value among the children. */
    ParameterType type() {
        return type;
    }

    /** The local name of the xsi:type of this element itself, null without one. */
    @Nullable
    String elementType() {
        return elementType;
    }

    void note(Quirk quirk) {
        quirks.add(quirk);
    }

    String text() {
        return next() instanceof String text ? text : "";
    }

    int integer() {
        return next() instanceof Integer number ? number : 0;
    }

    long number() {
        return next() instanceof Long number ? number : 0;
    }

    boolean flag() {
        return next() instanceof Boolean flag && flag;
    }

    @Nullable
    Instant time() {
        return next() instanceof Instant time ? time : null;
    }

    @SuppressWarnings("unchecked")
    <E> List<E> list() {
        return next() instanceof List<?> list ? (List<E>) list : List.of();
    }

    /** A structure, or what stands for one that did not come. */
    <R> R struct(Class<R> type, R absent) {
        Object value = next();
        return type.isInstance(value) ? type.cast(value) : absent;
    }

    private @Nullable Object next() {
        Object value = slots[taken];
        if (value == null
                && shape instanceof Struct<?> struct
                && !struct.fields().get(taken).optional) {
            // A time that is unknown is null too; whether its element came is known by the mark.
            note(Quirk.MISSING_ELEMENT);
        }
        taken++;
        return UNKNOWN.equals(value) ? null : value;
    }

    /** Stands for an element that came but holds nothing. */
    static final Object UNKNOWN = new Object();
}
