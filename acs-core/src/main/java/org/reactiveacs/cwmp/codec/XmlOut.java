package org.reactiveacs.cwmp.codec;

import java.util.Arrays;

/** A growing buffer of UTF-8 that escapes text as it goes. Not thread-safe; may be used again after {@link #reset}. */
public final class XmlOut {
    private static final int REPLACEMENT = 0xFFFD;
    private static final byte[] AMPERSAND = Tag.bytes("&amp;");
    private static final byte[] LESS_THAN = Tag.bytes("&lt;");
    private static final byte[] GREATER_THAN = Tag.bytes("&gt;");
    private static final byte[] QUOTE = Tag.bytes("&quot;");
    private static final byte[] CARRIAGE_RETURN = Tag.bytes("&#13;");

    private byte[] buffer = new byte[2048];
    private int length;

    /** The bytes so far are the first {@link #length} of this array, until more is written. */
    public byte[] buffer() {
        return buffer;
    }

    public int length() {
        return length;
    }

    public void reset() {
        length = 0;
    }

    /** Writes bytes as they are. */
    public void raw(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    /** Writes text of which XML keeps every character; those that it forbids go as U+FFFD. */
    public void text(String text) {
        int end = text.length();
        ensure(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80) {
                asciiText(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, text.charAt(++i)));
            } else if (c == '\r') {
                raw(CARRIAGE_RETURN);
            } else {
                boolean forbidden = (c < 0x20 && c != '\t' && c != '\n') || Character.isSurrogate(c) || c >= 0xFFFE;
                utf8(forbidden ? REPLACEMENT : c);
            }
        }
    }

    private void asciiText(char c) {
        switch (c) {
            case '&' -> raw(AMPERSAND);
            case '<' -> raw(LESS_THAN);
            case '>' -> raw(GREATER_THAN);
            case '"' -> raw(QUOTE);
            default -> ascii(c);
        }
    }

    void ascii(char c) {
        ensure(1);
        buffer[length++] = (byte) c;
    }

    void number(long value) {
        raw(Tag.bytes(Long.toString(value)));
    }

    /** Writes a number from 0 up with leading zeros. */
    void digits(int value, int width) {
        ensure(width);
        int rest = value;
        for (int i = width - 1; i >= 0; i--) {
            buffer[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += width;
    }

    private void utf8(int c) {
        ensure(4);
        if (c < 0x80) {
            buffer[length++] = (byte) c;
        } else if (c < 0x800) {
            buffer[length++] = (byte) (0xC0 | (c >> 6));
            continuation(c);
        } else if (c < 0x10000) {
            buffer[length++] = (byte) (0xE0 | (c >> 12));
            continuation(c >> 6);
            continuation(c);
        } else {
            buffer[length++] = (byte) (0xF0 | (c >> 18));
            continuation(c >> 12);
            continuation(c >> 6);
            continuation(c);
        }
    }

    private void continuation(int bits) {
        buffer[length++] = (byte) (0x80 | (bits & 0x3F));
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
