package org.reactiveacs.store;

/** The sessions of an engine in bytes, for stores that keep them outside the process. Thread-safe. */
public interface SessionCodec {

    byte[] encode(StoredSession session);

    /**
     * Reads back what {@link #encode} gave.
     *
     * @throws IllegalStateException if the bytes are of a format that this version does not read
     */
    StoredSession decode(byte[] bytes);
}
