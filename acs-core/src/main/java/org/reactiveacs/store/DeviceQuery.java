package org.reactiveacs.store;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.store.filter.DeviceFilter;

/**
 * A question about the fleet.
 *
 * @param tenant whose devices
 * @param filter which
 * @param sort by what
 * @param descending the other way round
 * @param limit devices a page, 1 to {@value #MAX_LIMIT}
 * @param cursor where to go on, as the last page said; null at the start
 * @param count whether to count all that match
 * @param partition of which devices, null for all
 */
public record DeviceQuery(
        String tenant,
        DeviceFilter filter,
        Sort sort,
        boolean descending,
        int limit,
        @Nullable String cursor,
        boolean count,
        @Nullable Integer partition) {
    public static final int MAX_LIMIT = 1000;

    /** A question about all partitions. */
    public DeviceQuery(
            String tenant,
            DeviceFilter filter,
            Sort sort,
            boolean descending,
            int limit,
            @Nullable String cursor,
            boolean count) {
        this(tenant, filter, sort, descending, limit, cursor, count, null);
    }

    /** Devices of one partition, by their id. */
    public static DeviceQuery ofPartition(int partition, String tenant, DeviceFilter filter, @Nullable String cursor) {
        return new DeviceQuery(tenant, filter, Sort.ID, false, MAX_LIMIT, cursor, false, partition);
    }

    /** The partitions in question, ascending. */
    public IntStream partitions() {
        return partition == null ? IntStream.range(0, Partitions.COUNT) : IntStream.of(partition);
    }

    /** Orders that an index gives. */
    public enum Sort {
        ID,
        LAST_INFORM,
        SERIAL_NUMBER,
        SOFTWARE_VERSION
    }

    /** A cursor that no page gave. */
    public static final class BadCursor extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public BadCursor(String cursor, @Nullable Throwable cause) {
            super("'" + cursor + "' is no cursor that a page of devices gave", cause);
        }
    }
}
