package org.reactiveacs.simulator.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The instance numbers of one table, ascending, and the last that was given away. Immutable. */
final class Instances {
    static final Instances NONE = new Instances(new int[0], 0);

    private final int[] numbers;
    private final int last;

    private Instances(int[] numbers, int last) {
        this.numbers = numbers;
        this.last = last;
    }

    static Instances first(int count) {
        return count == 0 ? NONE : new Instances(IntStream.rangeClosed(1, count).toArray(), count);
    }

    /** The number that a segment of a path means; 0 for none. */
    static int number(String segment) {
        if (segment.isEmpty() || segment.length() > 9 || segment.charAt(0) == '0') {
            return 0;
        }
        for (int i = 0; i < segment.length(); i++) {
            if (segment.charAt(i) < '0' || segment.charAt(i) > '9') {
                return 0;
            }
        }
        return Integer.parseInt(segment);
    }

    boolean has(int number) {
        return Arrays.binarySearch(numbers, number) >= 0;
    }

    int[] numbers() {
        return numbers;
    }

    int count() {
        return numbers.length;
    }

    int last() {
        return last;
    }

    Instances withNext() {
        int[] grown = Arrays.copyOf(numbers, numbers.length + 1);
        grown[numbers.length] = last + 1;
        return new Instances(grown, last + 1);
    }

    Instances without(int number) {
        return new Instances(Arrays.stream(numbers).filter(n -> n != number).toArray(), last);
    }
}
