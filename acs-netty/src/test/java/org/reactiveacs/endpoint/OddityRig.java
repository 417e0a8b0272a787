package org.reactiveacs.endpoint;

import java.time.Duration;
import org.reactiveacs.anomaly.AnomalyRules;
import org.reactiveacs.cluster.Leases;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.oddity.Oddities;
import org.reactiveacs.oddity.OddityTools;
import org.reactiveacs.port.RandomIds;

/** Has an endpoint notice what is odd, soon, by its own clock. */
final class OddityRig {
    private static final Duration ROUND = Duration.ofMillis(20);

    private OddityRig() {}

    /** To be given to an endpoint that is made just now. */
    static Oddities watch(RunningEndpoint endpoint, AnomalyRules rules, Leases leases, String node) {
        return new Oddities(
                new Oddities.Settings(rules, ROUND, ROUND),
                new OddityTools(
                        endpoint.store,
                        leases,
                        node,
                        new RandomIds(endpoint.clock),
                        endpoint.clock,
                        new AcsMetrics(endpoint.registry)));
    }
}
