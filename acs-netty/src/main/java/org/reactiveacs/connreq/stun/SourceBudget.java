package org.reactiveacs.connreq.stun;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;

/**
 * How many answers an IP address gets in a second: datagrams lie about where they come from, and whoever they name shall not be
 * flooded. Addresses share places in a table, so memory is bounded. Thread-safe; at the turn of a second it may count a few less.
 */
final class SourceBudget {
    private static final int PLACES = 1 << 16;
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final LongSupplier nanos;
    private final AtomicIntegerArray counts = new AtomicIntegerArray(PLACES);
    private final AtomicInteger second = new AtomicInteger();

    /** @param nanos by {@link System#nanoTime} */
    SourceBudget(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Whether one more may be answered. */
    boolean take(InetAddress address) {
        int now = (int) (nanos.getAsLong() / SECOND);
        int before = second.get();
        if (now != before && second.compareAndSet(before, now)) {
            for (int place = 0; place < PLACES; place++) {
                counts.lazySet(place, 0);
            }
        }
        int hash = address.hashCode();
        return counts.incrementAndGet((hash ^ hash >>> Short.SIZE) & (PLACES - 1)) <= perSecond;
    }
}
