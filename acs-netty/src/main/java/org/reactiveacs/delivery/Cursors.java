package org.reactiveacs.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.feed.Position;
import org.reactiveacs.store.Outbox;

/**
 * How far a subscription is in the partitions that this node holds. A partition that went to another node, even for a moment, is read
 * anew from the store: the other may have gone on with it. For one thread.
 */
final class Cursors {

    private final Leases leases;
    private final Map<Integer, Cursor> cursors = new HashMap<>();

    /**
     * How far a partition is.
     *
     * @param token of the lease under which it was read
     * @param number of the last event that is done with
     */
    private record Cursor(long token, long number) {}

    Cursors(Leases leases) {
        this.leases = leases;
    }

    /** Whether a partition is held that was not read under its lease; those that are held no more are forgotten. */
    boolean areToBeRead(List<Integer> held) {
        cursors.keySet().retainAll(held);
        cursors.entrySet().removeIf(cursor -> !isHeld(cursor.getKey(), cursor.getValue()));
        return held.stream().anyMatch(partition -> leases.holds(partition) && !cursors.containsKey(partition));
    }

    private boolean isHeld(int partition, Cursor cursor) {
        return leases.token(partition).equals(OptionalLong.of(cursor.token()));
    }

    /**
     * Takes what was read.
     *
     * @param tokens the leases under which it was read
     * @param stored what the store has
     * @param start where partitions stand of which the store has nothing
     */
    void take(Map<Integer, Long> tokens, Map<Integer, Long> stored, Position start) {
        tokens.forEach((partition, token) ->
                cursors.putIfAbsent(partition, new Cursor(token, stored.getOrDefault(partition, start.in(partition)))));
    }

    /** Whether these partitions are this node's all the time since they were read. */
    boolean holds(Iterable<Integer> partitions) {
        for (int partition : partitions) {
            var cursor = cursors.get(partition);
            if (cursor == null || !isHeld(partition, cursor)) {
                return false;
            }
        }
        return true;
    }

    /** How far a partition is that was read. */
    long number(int partition) {
        var cursor = cursors.get(partition);
        if (cursor == null) {
            throw new IllegalStateException("partition " + partition + " was not read");
        }
        return cursor.number();
    }

    /**
     * Goes on to these numbers.
     *
     * @return those of the partitions that are still this node's: of the others another one knows more by now
     */
    Map<Integer, Long> advance(Map<Integer, Long> numbers) {
        var ours = new HashMap<Integer, Long>();
        numbers.forEach((partition, number) -> {
            var cursor = cursors.get(partition);
            if (cursor != null && isHeld(partition, cursor)) {
                cursors.put(partition, new Cursor(cursor.token(), number));
                ours.put(partition, number);
            }
        });
        return ours;
    }

    /** Whether no partition is this node's. */
    boolean isEmpty() {
        return cursors.isEmpty();
    }

    /** The partitions that were read and in which something is new, ascending. */
    List<Integer> behind(Map<Integer, Long> newest) {
        return cursors.entrySet().stream()
                .filter(cursor ->
                        newest.getOrDefault(cursor.getKey(), cursor.getValue().number())
                                != cursor.getValue().number())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How many events are not done with, of those that are kept. */
    long lag(Map<Integer, Long> newest) {
        return cursors.entrySet().stream()
                .mapToLong(cursor -> newest.getOrDefault(cursor.getKey(), 0L)
                        - cursor.getValue().number())
                .map(lag -> Math.max(0, Math.min(lag, Outbox.KEPT)))
                .sum();
    }
}
