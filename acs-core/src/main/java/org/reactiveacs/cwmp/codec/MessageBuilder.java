package org.reactiveacs.cwmp.codec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.DeviceIdStruct;
import org.reactiveacs.cwmp.Quirk;

/** Makes a message of the elements below its method element, as the parser meets them. */
public final class MessageBuilder {
    private final Set<Quirk> quirks;
    private final int maxItems;
    private final Deque<Frame> frames = new ArrayDeque<>();
    /** What the innermost element holds when that is text, and so needs no frame; null else. */
    private @Nullable Leaf<?> leaf;

    private int leafSlot;
    private int skipped;
    private int items;
    private @Nullable CwmpMessage message;
    private @Nullable DeviceIdStruct deviceId;

    /**
     * A builder for one message.
     *
     * @param rpc the message that has begun
     * @param quirks where deviations are noted
     * @param maxItems members of all lists together
     */
    public MessageBuilder(Rpc<?> rpc, Set<Quirk> quirks, int maxItems) {
        this.quirks = quirks;
        this.maxItems = maxItems;
        frames.push(new Frame(rpc.struct(), 0, quirks));
    }

    /**
     * An element begins.
     *
     * @return whether there is still room for it
     */
    public boolean start(String localName, Attributes attributes) {
        Frame parent = frames.peek();
        if (skipped > 0 || parent == null || leaf != null) {
            return skip();
        }
        if (parent.shape instanceof ArrayOf<?> array) {
            push(array.item(), 0, attributes);
            return ++items <= maxItems;
        }
        Struct<?> struct = (Struct<?>) parent.shape;
        int slot = struct.find(localName, parent.expectedField);
        if (slot < 0) {
            return skip();
        }
        Field<?> field = struct.fields().get(slot);
        parent.expectedField = field.repeated ? slot : slot + 1;
        push(field.shape, slot, attributes);
        if (field.typed && leaf != null) {
            attributes.describeType(parent, quirks);
        } else if (field.typed) {
            attributes.describeElement(frames.element());
        }
        return !field.repeated || ++items <= maxItems;
    }

    private boolean skip() {
        skipped++;
        quirks.add(Quirk.UNKNOWN_ELEMENT);
        return true;
    }

    private void push(Shape<?> shape, int slot, Attributes attributes) {
        if (shape instanceof Leaf<?> text) {
            leaf = text;
            leafSlot = slot;
            return;
        }
        Frame frame = new Frame(shape, slot, quirks);
        attributes.describe(frame);
        frames.push(frame);
    }

    /** Whether the element that has just begun is none of the message's. */
    boolean isSkipping() {
        return skipped > 0;
    }

    /** Whether text that comes now belongs to an element that holds text. */
    public boolean wantsText() {
        return skipped == 0 && leaf != null;
    }

    /**
     * The innermost element ends.
     *
     * @param text what it holds, only looked at when {@link #wantsText}
     */
    public void end(String text) {
        if (skipped > 0) {
            skipped--;
            return;
        }
        if (leaf != null) {
            Object value = leaf.reading().apply(text, quirks);
            frames.element().accept(leafSlot, value == null ? Frame.UNKNOWN : value);
            leaf = null;
            return;
        }
        Frame frame = frames.pop();
        Object value = value(frame);
        if (value instanceof DeviceIdStruct id) {
            deviceId = id;
        }
        Frame parent = frames.peek();
        if (parent == null) {
            message = (CwmpMessage) value;
        } else {
            parent.accept(frame.slotInParent, value);
        }
    }

    private @Nullable Object value(Frame frame) {
        if (frame.shape instanceof Struct<?> struct) {
            return struct.reading().apply(frame);
        }
        if (frame.members == null) {
            throw new IllegalStateException("array without members");
        }
        if (frame.declaredCount < 0) {
            quirks.add(Quirk.MISSING_ARRAY_TYPE);
        } else if (frame.declaredCount != frame.arrived) {
            quirks.add(Quirk.ARRAY_COUNT);
        }
        return Parameters.withoutDuplicates(frame.members, quirks);
    }

    /** The message, null until its method element has ended. */
    public @Nullable CwmpMessage message() {
        return message;
    }

    /** Who calls, null until the identity of an Inform has been read. */
    public @Nullable DeviceIdStruct deviceId() {
        return deviceId;
    }
}
