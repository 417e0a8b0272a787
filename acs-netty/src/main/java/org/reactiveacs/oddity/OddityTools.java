package org.reactiveacs.oddity;

import java.time.Instant;
import java.time.InstantSource;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.Ids;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;

/**
 * What is needed to notice anomalies.
 *
 * @param store where everything stands
 * @param leases which partitions this node holds
 * @param node that this is, by its name
 * @param ids names writes
 * @param clock the time
 * @param metrics hear what was noticed
 */
public record OddityTools(Store store, Leases leases, String node, Ids ids, InstantSource clock, AcsMetrics metrics) {

    /** The time to the millisecond: that is what records hold. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    Write write() {
        return new Write(ids.next(), Actor.SYSTEM, now());
    }
}
