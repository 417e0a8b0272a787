package org.reactiveacs.bulk;

import java.util.Map;
import org.reactiveacs.bulk.BulkRequest.State;
import org.reactiveacs.cluster.Partitions;

/**
 * How far an order is.
 *
 * @param request the order
 * @param shares by partition, of those that were begun
 */
public record BulkProgress(BulkRequest request, Map<Integer, BulkShare> shares) {

    /** Copies the shares. */
    public BulkProgress {
        shares = Map.copyOf(shares);
    }

    /** All shares together; nothing is found or done before all partitions are. */
    public BulkShare sum() {
        var sum = shares.values().stream().reduce(BulkShare::and).orElse(BulkShare.none(""));
        return shares.size() == Partitions.COUNT
                ? sum
                : new BulkShare(sum.node(), false, false, sum.total(), sum.reached(), sum.failed());
    }

    /** Where it stands. */
    public State state() {
        return sum().isDone() ? State.DONE : request.state();
    }
}
