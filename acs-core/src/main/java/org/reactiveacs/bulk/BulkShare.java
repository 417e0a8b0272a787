package org.reactiveacs.bulk;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far one partition is.
 *
 * @param node that does it
 * @param isFound whether all devices were found that match
 * @param isDone whether it is known of all of them what became of it
 * @param total devices found so far
 * @param reached devices that called since the order
 * @param failed devices that did not, by reason
 */
public record BulkShare(
        String node, boolean isFound, boolean isDone, long total, long reached, Map<String, Long> failed) {

    /** Nothing yet. */
    public static BulkShare none(String node) {
        return new BulkShare(node, false, false, 0, 0, Map.of());
    }

    /** Copies the reasons. */
    public BulkShare {
        failed = Map.copyOf(failed);
    }

    /** Both together. */
    BulkShare and(BulkShare other) {
        var all = new TreeMap<>(failed);
        other.failed.forEach((reason, count) -> all.merge(reason, count, Long::sum));
        return new BulkShare(
                node,
                isFound && other.isFound,
                isDone && other.isDone,
                total + other.total,
                reached + other.reached,
                all);
    }
}
