package org.reactiveacs.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.reactiveacs.store.StoreException;

/**
 * A session as the scripts write it, one text: lines for its version, whether it cut off an older one, its deadline, how its
 * last operation went, that operation, and its device; then what the engine keeps.
 *
 * @param device its name
 * @param blob sealed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record SessionText(long version, String device, byte[] blob) {

    private static final int LINES = 6;
    private static final int VERSION = 0;
    private static final int DEVICE = 5;

    static SessionText read(byte[] text) {
        var lines = new String[LINES];
        int begin = 0;
        for (int line = 0; line < LINES; line++) {
            int end = begin;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (end == text.length) {
                throw new StoreException("a session in Redis cannot be read: it has fewer lines than " + LINES);
            }
            lines[line] = new String(text, begin, end - begin, StandardCharsets.UTF_8);
            begin = end + 1;
        }
        return new SessionText(
                Long.parseLong(lines[VERSION]), lines[DEVICE], Arrays.copyOfRange(text, begin, text.length));
    }
}
