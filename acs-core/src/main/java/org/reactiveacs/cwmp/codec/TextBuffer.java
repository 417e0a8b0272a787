package org.reactiveacs.cwmp.codec;

import java.util.Arrays;

/** Collects the text of one element, up to a limit. */
public final class TextBuffer {
    private final int maxChars;
    private char[] chars = new char[256];
    private int length;

    public TextBuffer(int maxChars) {
        this.maxChars = maxChars;
    }

    public void clear() {
        length = 0;
    }

    /** Adds characters; false when they would be too many. */
    public boolean append(char[] source, int offset, int count) {
        if (count > maxChars - length) {
            return false;
        }
        if (length + count > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(chars.length * 2, length + count));
        }
        System.arraycopy(source, offset, chars, length, count);
        length += count;
        return true;
    }

    @Override
    public String toString() {
        return length == 0 ? "" : PathTexts.text(chars, length);
    }
}
