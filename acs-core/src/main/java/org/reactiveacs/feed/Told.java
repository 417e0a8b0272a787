package org.reactiveacs.feed;

import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Outbox;

/** What a reader is told of a partition: an event, or that some are lost to him. */
public sealed interface Told {

    int partition();

    /** The number that has been read with it. */
    long number();

    /** Something happened. */
    record Happened(int partition, long number, DomainEvent event) implements Told {}

    /**
     * Events are lost to this reader.
     *
     * @param after number of the last event that was read
     * @param number of the last event that cannot be read, so that the next one follows
     */
    record Gap(int partition, long after, long number, Reason reason) implements Told {
        /** Why. */
        public enum Reason {
            /** They were the oldest of more than are kept. */
            TRIMMED,
            /** The store lost what it had written last, and counts on from before. */
            SET_BACK
        }
    }

    /** What a slice tells somebody who has read as far as {@code after}. */
    static List<Told> of(int partition, long after, Outbox.Slice slice) {
        var told = new ArrayList<Told>(slice.events().size() + 1);
        if (after > slice.newest()) {
            told.add(new Gap(partition, after, slice.newest(), Gap.Reason.SET_BACK));
        } else if (after + 1 < slice.oldest()) {
            told.add(new Gap(partition, after, slice.oldest() - 1, Gap.Reason.TRIMMED));
        }
        slice.events().forEach(recorded -> told.add(new Happened(partition, recorded.number(), recorded.event())));
        return told;
    }
}
