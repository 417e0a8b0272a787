package org.reactiveacs.rollout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.port.Ids;
import org.reactiveacs.port.Wake;
import org.reactiveacs.store.Store;

/**
 * What campaigns are carried out with.
 *
 * @param store where everything stands
 * @param policies in force, for names of parameters and variables of groups
 * @param leases which partitions this node holds
 * @param wake asks devices to call
 * @param ids names writes
 * @param clock the time
 * @param metrics hear what became of devices
 */
public record RolloutTools(
        Store store,
        Supplier<PolicySet> policies,
        Leases leases,
        Wake wake,
        Ids ids,
        InstantSource clock,
        AcsMetrics metrics) {

    /** The time to the millisecond: that is what records hold. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
