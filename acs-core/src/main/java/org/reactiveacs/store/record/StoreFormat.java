package org.reactiveacs.store.record;

import org.reactiveacs.store.Formats;
import org.reactiveacs.store.StoreException;

/**
 * The formats of a store: one number for what all records look like, raised when any of them changes. Records are written
 * in the format that all nodes agreed on, so that nodes of two versions can work side by side; every record says its own
 * in its first byte, which counts the formats of that kind of record alone.
 *
 * <ol>
 *   <li>Heads are plain.
 *   <li>Heads are compact.
 *   <li>Visits in heads are packed.
 *   <li>Heads tell how a device stands with its policies.
 * </ol>
 */
public final class StoreFormat {

    /** The oldest that this version reads: the one before its newest. */
    public static final int OLDEST = 3;

    /** The newest that this version reads and writes. */
    public static final int NEWEST = newest();

    private StoreFormat() {}

    /**
     * Sees to it that this version reads a store.
     *
     * @throws StoreException if it does not: the message says what to do
     */
    public static void check(Formats.State store) {
        if (store.written() > NEWEST) {
            throw new StoreException("the store is written in format " + store.written() + ", and this version reads "
                    + OLDEST + " to " + NEWEST + ": start the newer version that the store was upgraded to");
        }
        if (store.oldest() < OLDEST) {
            throw new StoreException("the store holds records of format " + store.oldest()
                    + ", and this version reads " + OLDEST + " to " + NEWEST
                    + ": let the version before finish its upgrade first (acs upgrade finish)");
        }
    }

    /** No constant that a compiler copies: what uses it must see what this class says when it runs. */
    private static int newest() {
        return 4;
    }
}
