package org.reactiveacs.feed;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The newest that was read of all partitions, in one order for all readers of this node, in a ring: what is kept for a slow reader is
 * no more than that. Thread-safe.
 */
final class Tail {

    private final Entry[] ring;
    private final long[] numbers;
    private long end;
    private Sinks.Empty<Void> change = Sinks.empty();

    /** @param numbers that have been read before */
    Tail(int kept, long[] numbers) {
        this.ring = new Entry[kept];
        this.numbers = numbers.clone();
    }

    /**
     * A place in the ring.
     *
     * @param at how many came before
     * @param numbers that have been read there
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
    record Mark(long at, long[] numbers) {}

    /** Where it ends now. */
    synchronized Mark mark() {
        return new Mark(end, numbers.clone());
    }

    synchronized long number(int partition) {
        return numbers[partition];
    }

    void append(List<Told> all) {
        if (all.isEmpty()) {
            return;
        }
        Sinks.Empty<Void> woken;
        synchronized (this) {
            for (var told : all) {
                numbers[told.partition()] = told.number();
                ring[(int) (end % ring.length)] = new Entry(told, PositionText.write(numbers));
                end++;
            }
            woken = change;
            change = Sinks.empty();
        }
        woken.tryEmitEmpty();
    }

    /** The next ones from a place on; null if they are not kept any more. */
    synchronized @Nullable List<Entry> from(long at, int most) {
        if (at < end - ring.length) {
            return null;
        }
        var found = new ArrayList<Entry>();
        for (long i = at; i < end && found.size() < most; i++) {
            found.add(ring[(int) (i % ring.length)]);
        }
        return found;
    }

    /** Ends with the next change after this call. */
    synchronized Mono<Void> changed() {
        return change.asMono();
    }
}
