package org.reactiveacs.store.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordOutput} wrote.
 *
 * <p>A record that ends too early or names sizes beyond its end is damaged: {@link IllegalStateException}.
 */
public final class RecordInput {

    private final byte[] bytes;
    private int position;

    RecordInput(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A record whose first byte must be the format that this version reads. */
    public RecordInput(byte[] bytes, byte format, String what) {
        this(bytes, format, format, what);
    }

    /** A record whose first byte must be one of the formats that this version reads, from the oldest to the newest. */
    RecordInput(byte[] bytes, byte oldest, byte newest, String what) {
        this(bytes);
        int found = readByte();
        if (found < oldest || found > newest) {
            throw new IllegalStateException(what + " has format " + found + ", this version reads " + oldest
                    + (oldest == newest ? "" : " to " + newest));
        }
    }

    /** How many bytes were read. */
    int position() {
        return position;
    }

    public int readByte() {
        if (position >= bytes.length) {
            throw new IllegalStateException("record of " + bytes.length + " bytes ends too early");
        }
        return bytes[position++];
    }

    public boolean readBoolean() {
        return readByte() != 0;
    }

    public long readNumber() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int b = readByte();
            number |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new IllegalStateException("record holds a number of more than 64 bits");
    }

    public int readSize() {
        long size = readNumber();
        if (size < 0 || size > bytes.length * 64L) {
            throw new IllegalStateException("record of " + bytes.length + " bytes names a size of " + size);
        }
        return (int) size;
    }

    public long readSigned() {
        long number = readNumber();
        return number >>> 1 ^ -(number & 1);
    }

    byte[] readBytes(int count) {
        if (count > bytes.length - position) {
            throw new IllegalStateException("record of " + bytes.length + " bytes ends too early");
        }
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    public String readText() {
        int length = readSize();
        if (length > bytes.length - position) {
            throw new IllegalStateException("record of " + bytes.length + " bytes ends too early");
        }
        position += length;
        return length == 0 ? "" : new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    @Nullable
    public String readOptionalText() {
        return readBoolean() ? readText() : null;
    }

    public List<String> readTexts() {
        int size = readSize();
        var texts = new ArrayList<String>(size);
        for (int i = 0; i < size; i++) {
            texts.add(readText());
        }
        return texts;
    }

    Instant readInstant() {
        return Instant.ofEpochMilli(readSigned());
    }

    Instant readSince(Instant one) {
        return Instant.ofEpochMilli(one.toEpochMilli() + readSigned());
    }

    @Nullable
    Instant readOptionalInstant() {
        return readBoolean() ? readInstant() : null;
    }

    byte[] rest() {
        return Arrays.copyOfRange(bytes, position, bytes.length);
    }
}
