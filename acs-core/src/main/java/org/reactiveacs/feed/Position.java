package org.reactiveacs.feed;

import java.util.Map;
import org.reactiveacs.cluster.Partitions;

/**
 * How far somebody has read: the number of the last event of each partition. Its text means the same at every node, and for every
 * choice of events.
 */
public final class Position {

    private final long[] numbers;

    private Position(long[] numbers) {
        this.numbers = numbers;
    }

    /** Behind these events, by partition; before all of those partitions that are not named. */
    public static Position of(Map<Integer, Long> numbers) {
        var all = new long[Partitions.COUNT];
        numbers.forEach((partition, number) -> all[partition] = number);
        return new Position(all);
    }

    static Position of(long[] numbers) {
        return new Position(numbers.clone());
    }

    /**
     * Reads a position's text.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Position parse(String text) {
        return new Position(PositionText.read(text));
    }

    /** The number of the last event of a partition that was read. */
    public long in(int partition) {
        return numbers[partition];
    }

    long[] numbers() {
        return numbers.clone();
    }

    /** The position in letters, digits, {@code -} and {@code _}: some 350 of them as a rule. */
    public String text() {
        return PositionText.write(numbers);
    }

    @Override
    public String toString() {
        return text();
    }
}
