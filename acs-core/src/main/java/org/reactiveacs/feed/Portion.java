package org.reactiveacs.feed;

import java.util.List;

/** A piece of the feed. */
public sealed interface Portion {

    /**
     * What came, or nothing: the first portion tells where the reader stands, and others come when nothing happens for a while.
     *
     * @param position after all of it
     */
    record Some(List<Entry> entries, String position) implements Portion {
        public Some {
            entries = List.copyOf(entries);
        }
    }

    /** The last portion. The reader may go on from the position that he was told last, here or at another node. */
    record End(Reason reason) implements Portion {
        /** Why. */
        public enum Reason {
            /** What he has not read yet is in no memory any more. */
            SLOW,
            /** This node stops. */
            STOPPING,
            /** The store does not answer. */
            UNAVAILABLE
        }
    }
}
