package org.reactiveacs.store.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Library;

/**
 * A document of a library as it stands in a store: its version, the edit that made it and a line's end in the clear, then what it says,
 * perhaps sealed. One that was taken away says nothing.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
public record LibraryRecord(long version, String operation, byte[] body) {

    public static LibraryRecord decode(byte[] record) {
        int end = 0;
        while (record[end] != '\n') {
            end++;
        }
        var words = new String(record, 0, end, StandardCharsets.US_ASCII).split(" ", 2);
        return new LibraryRecord(
                Long.parseLong(words[0]), words[1], Arrays.copyOfRange(record, end + 1, record.length));
    }

    public byte[] encode() {
        var words = (version + " " + operation + "\n").getBytes(StandardCharsets.US_ASCII);
        var record = Arrays.copyOf(words, words.length + body.length);
        System.arraycopy(body, 0, record, words.length, body.length);
        return record;
    }

    public boolean isThere() {
        return body.length > 0;
    }

    /** What readers see of it, null when it was taken away. */
    public Library.@Nullable Entry entry() {
        return isThere() ? new Library.Entry(version, body) : null;
    }
}
