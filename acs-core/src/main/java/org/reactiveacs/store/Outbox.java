package org.reactiveacs.store;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.reactiveacs.port.DomainEvent;
import reactor.core.publisher.Mono;

/**
 * The newest events of each partition, as they were written with what they tell. Within a partition their numbers grow, so those of
 * one device stand in the order in which they happened; a number may be left out. Errors come as {@link StoreException}.
 */
public interface Outbox {

    /** Events that a partition keeps: with each more the oldest goes. */
    int KEPT = 4096;

    /** The number of the newest event of each of these partitions, 0 where there never was one. */
    Mono<Map<Integer, Long>> newest(Collection<Integer> partitions);

    /**
     * Tells of something that no other change brings along. A call that is repeated may tell it twice if something else happened in
     * between; what a crash takes back of it is not told.
     */
    Mono<Void> append(DomainEvent event);

    /** The oldest {@code limit} events with a greater number than {@code after}. */
    Mono<Slice> read(int partition, long after, int limit);

    /**
     * What a partition holds.
     *
     * @param oldest number of the oldest event that is kept, one more than {@code newest} if none is
     * @param newest number of the newest
     * @param events that were asked for, oldest first
     */
    record Slice(long oldest, long newest, List<Store.Recorded> events) {
        public Slice {
            events = List.copyOf(events);
        }
    }
}
