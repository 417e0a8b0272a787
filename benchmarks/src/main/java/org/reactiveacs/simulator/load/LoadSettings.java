package org.reactiveacs.simulator.load;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.scenario.Scenario;

/**
 * Who plays a scenario, and against whom.
 *
 * @param name of the scenario
 * @param scenario what is to be done
 * @param fleet the devices, as many as the scenario says
 * @param threads event loops
 * @param trust for the ACS and for file servers
 * @param keepsConnections whether devices keep their connection from one session to the next
 * @param maxSockets open at once, 0 for as many as the file limit allows
 * @param listen where devices and the image of firmware can be reached
 * @param reach how devices can be reached beside HTTP
 * @param orders who orders firmware, null for somebody else
 * @param executions hears what devices do
 */
public record LoadSettings(
        String name,
        Scenario scenario,
        FleetOptions fleet,
        int threads,
        Trust trust,
        boolean keepsConnections,
        int maxSockets,
        InetAddress listen,
        ReachOptions reach,
        @Nullable OrderApi orders,
        Executions executions) {

    /**
     * Where Downloads are ordered.
     *
     * @param api base of the REST API
     * @param token null when it asks for none
     */
    public record OrderApi(String api, @Nullable String token) {
        @Override
        public String toString() {
            return api;
        }
    }
}
