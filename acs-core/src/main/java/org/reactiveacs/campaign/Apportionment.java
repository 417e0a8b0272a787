package org.reactiveacs.campaign;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Whose turn has come: each partition has its devices in an order, and the devices of all partitions are merged so that each partition
 * gives evenly (by the method of Sainte-Laguë). Every node finds the same from the sizes alone, the sums are exact, and what was given
 * for a number is given for each greater one.
 */
public final class Apportionment {
    private Apportionment() {}

    private record Next(int partition, int rank, int size) {

        /** Where the device stands among those of its partition, between 0 and 1; compared without division. */
        static final Comparator<Next> BY_PLACE = (one, other) -> {
            int order = Long.compare((2L * one.rank + 1) * other.size, (2L * other.rank + 1) * one.size);
            return order != 0 ? order : Integer.compare(one.partition, other.partition);
        };
    }

    /**
     * How many devices of each partition are among the first so many of all.
     *
     * @param sizes devices by partition
     * @param first how many; all if there are fewer
     */
    public static int[] of(List<Integer> sizes, long first) {
        int[] given = new int[sizes.size()];
        long total = sizes.stream().mapToLong(Integer::longValue).sum();
        if (first >= total) {
            return sizes.stream().mapToInt(Integer::intValue).toArray();
        }
        var queue = new PriorityQueue<>(Next.BY_PLACE);
        IntStream.range(0, sizes.size())
                .filter(partition -> sizes.get(partition) > 0)
                .forEach(partition -> queue.add(new Next(partition, 0, sizes.get(partition))));
        for (long i = 0; i < first; i++) {
            var next = queue.remove();
            given[next.partition]++;
            if (next.rank + 1 < next.size) {
                queue.add(new Next(next.partition, next.rank + 1, next.size));
            }
        }
        return given;
    }
}
