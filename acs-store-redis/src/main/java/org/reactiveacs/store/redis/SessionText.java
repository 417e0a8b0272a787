package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A session under way as the scripts write it, in a field of its device: a line that begins with the number of its layout,
 * and then what the engine keeps. What stands in the line, {@code shared.lua} says.
 *
 * @param blob sealed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record SessionText(long version, byte[] blob) {

    /** The layout that is written and read. */
    static final char LAYOUT = '1';

    /** Words of the line: layout and token, deadline, version, and what only scripts look at. */
    private static final int VERSION = 2;

    /** Null if it is in a layout that this version does not read. */
    static @Nullable SessionText read(byte[] text) {
        if (text[0] != LAYOUT) {
            return null;
        }
        int end = 0;
        while (text[end] != '\n') {
            end++;
        }
        var words = new String(text, 0, end, StandardCharsets.US_ASCII).split(" ", -1);
        return new SessionText(Long.parseLong(words[VERSION]), Arrays.copyOfRange(text, end + 1, text.length));
    }
}
