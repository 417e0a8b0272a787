package org.reactiveacs.store.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Writes a record: numbers in seven bits a byte, texts with their length before them. Not thread-safe. */
public final class RecordOutput {

    private byte[] bytes = new byte[512];
    private int size;

    RecordOutput() {}

    public RecordOutput(byte format) {
        writeByte(format);
    }

    public void writeByte(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    public void writeBoolean(boolean b) {
        writeByte(b ? 1 : 0);
    }

    /** An unsigned number; negative ones take ten bytes. */
    public void writeNumber(long number) {
        ensure(10);
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** A number around zero. */
    public void writeSigned(long number) {
        writeNumber(number << 1 ^ number >> 63);
    }

    void writeBytes(byte[] data) {
        writeBytes(data, 0, data.length);
    }

    void writeBytes(byte[] data, int from, int length) {
        ensure(length);
        System.arraycopy(data, from, bytes, size, length);
        size += length;
    }

    public void writeText(String text) {
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        writeNumber(utf8.length);
        writeBytes(utf8);
    }

    public void writeOptionalText(@Nullable String text) {
        writeBoolean(text != null);
        if (text != null) {
            writeText(text);
        }
    }

    public void writeTexts(Collection<String> texts) {
        writeNumber(texts.size());
        texts.forEach(this::writeText);
    }

    void writeInstant(Instant instant) {
        writeSigned(instant.toEpochMilli());
    }

    /** A time beside another, to the millisecond. */
    void writeSince(Instant one, Instant other) {
        writeSigned(other.toEpochMilli() - one.toEpochMilli());
    }

    void writeOptionalInstant(@Nullable Instant instant) {
        writeBoolean(instant != null);
        if (instant != null) {
            writeInstant(instant);
        }
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
