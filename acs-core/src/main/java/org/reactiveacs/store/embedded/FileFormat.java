package org.reactiveacs.store.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.h2.mvstore.MVMap;
import org.reactiveacs.store.Formats;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.record.StoreFormat;

/** What the file says of its format. Read by any thread, changed by the writer's. */
final class FileFormat {

    private static final String WRITTEN = "format";
    private static final String OLDEST = "oldest format";
    private static final String SINCE = "format since";

    private final MVMap<String, byte[]> meta;
    private volatile Formats.State state;

    /**
     * Reads it; a new file is given the newest.
     *
     * @throws StoreException if this version does not read the file's
     */
    FileFormat(MVMap<String, byte[]> meta) {
        this.meta = meta;
        meta.putIfAbsent(WRITTEN, bytes(StoreFormat.NEWEST));
        meta.putIfAbsent(OLDEST, bytes(number(WRITTEN)));
        meta.putIfAbsent(SINCE, bytes(0));
        state = read();
        StoreFormat.check(state);
    }

    private Formats.State read() {
        return new Formats.State((int) number(WRITTEN), (int) number(OLDEST), Instant.ofEpochMilli(number(SINCE)));
    }

    Formats.State state() {
        return state;
    }

    void raise(int format, Instant now) {
        meta.put(WRITTEN, bytes(format));
        meta.put(SINCE, bytes(now.toEpochMilli()));
        state = read();
    }

    /** No record is older any more than what is written. */
    void settle() {
        meta.put(OLDEST, bytes(number(WRITTEN)));
        state = read();
    }

    private long number(String key) {
        var bytes = meta.get(key);
        return bytes == null ? 0 : Long.parseLong(new String(bytes, StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
