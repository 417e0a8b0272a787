package org.reactiveacs.campaign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.record.RecordInput;
import org.reactiveacs.store.record.RecordOutput;

/**
 * The devices of one partition, of the default tenant, in their order. A node has those of all its partitions at hand for as long as a
 * campaign runs, so they are bytes, some twenty a device, and become ids one at a time. Immutable.
 */
public final class Roster implements Iterable<DeviceId> {
    private static final byte FORMAT = 1;

    private final byte[] texts;
    private final int[] ends;

    private Roster(byte[] texts, int[] ends) {
        this.texts = texts;
        this.ends = ends;
    }

    /** How many devices there are. */
    public int size() {
        return ends.length;
    }

    public DeviceId get(int index) {
        return DeviceId.of(text(index));
    }

    private String text(int index) {
        int from = index == 0 ? 0 : ends[index - 1];
        return new String(texts, from, ends[index] - from, StandardCharsets.UTF_8);
    }

    /** The bytes that it takes in the heap, but for a few. */
    int heapBytes() {
        return texts.length + ends.length * Integer.BYTES;
    }

    @Override
    public Iterator<DeviceId> iterator() {
        return IntStream.range(0, size()).mapToObj(this::get).iterator();
    }

    /** A format byte, then the devices. */
    byte[] encode() {
        var out = new RecordOutput(FORMAT);
        out.writeNumber(size());
        for (int i = 0; i < size(); i++) {
            out.writeText(text(i));
        }
        return out.toBytes();
    }

    static Roster decode(byte[] record) {
        var in = new RecordInput(record, FORMAT, "a campaign's roster");
        var read = new Builder();
        int size = in.readSize();
        for (int i = 0; i < size; i++) {
            read.add(in.readText());
        }
        return read.build();
    }

    /** A roster that is being written. Not thread-safe. */
    public static final class Builder {
        private byte[] texts = new byte[256];
        private int[] ends = new int[16];
        private int size;
        private int length;

        /** Adds a device behind the others. */
        public Builder add(DeviceId device) {
            return add(device.value());
        }

        private Builder add(String text) {
            var utf8 = text.getBytes(StandardCharsets.UTF_8);
            if (length + utf8.length > texts.length) {
                texts = Arrays.copyOf(texts, Math.max(texts.length * 2, length + utf8.length));
            }
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, size * 2);
            }
            System.arraycopy(utf8, 0, texts, length, utf8.length);
            length += utf8.length;
            ends[size++] = length;
            return this;
        }

        public Roster build() {
            return new Roster(Arrays.copyOf(texts, length), Arrays.copyOf(ends, size));
        }
    }
}
