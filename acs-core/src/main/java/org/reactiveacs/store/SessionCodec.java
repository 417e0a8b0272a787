package org.reactiveacs.store;

import org.jspecify.annotations.Nullable;

/** The sessions of an engine in bytes, for stores that keep them outside the process. Thread-safe. */
public interface SessionCodec {

    byte[] encode(StoredSession session);

    /**
     * Reads back what {@link #encode} gave; null if the bytes are of a format that this version does not read.
     *
     * @throws IllegalStateException if they are damaged
     */
    @Nullable
    StoredSession decode(byte[] bytes);
}
