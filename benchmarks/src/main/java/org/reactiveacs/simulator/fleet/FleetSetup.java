package org.reactiveacs.simulator.fleet;

import java.util.Map;
import java.util.function.IntFunction;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.Manner;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.ConnectionRequests;

/**
 * What a fleet needs beside its {@link FleetOptions}.
 *
 * @param network that its devices share; the fleet closes it
 * @param trust for the servers of files
 * @param probes devices more than the options say, to ask how an ordinary device fares
 * @param broken how many of a hundred devices have a manner that is not ordinary
 * @param keepsConnections whether devices keep their connection from one session to the next
 * @param connectionRequests how a device, by its number, can be woken
 * @param executions hears what the devices do
 */
public record FleetSetup(
        CpeNetwork network,
        Trust trust,
        int probes,
        Map<Manner, Double> broken,
        boolean keepsConnections,
        IntFunction<ConnectionRequests> connectionRequests,
        Executions executions) {

    private static final double GOLDEN = 0.618_033_988_749_895;

    /** Devices that behave, and whom nobody can wake. */
    public static FleetSetup plain(CpeNetwork network, Trust trust, Executions executions) {
        return new FleetSetup(network, trust, 0, Map.of(), false, number -> ConnectionRequests.NONE, executions);
    }

    /** The manner of a device; multiples of the golden ratio spread each manner evenly over the fleet. */
    Manner manner(int number) {
        double place = number * GOLDEN % 1 * 100;
        for (Map.Entry<Manner, Double> share : broken.entrySet()) {
            place -= share.getValue();
            if (place < 0) {
                return share.getKey();
            }
        }
        return Manner.ORDINARY;
    }
}
