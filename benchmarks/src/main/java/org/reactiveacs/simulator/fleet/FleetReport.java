package org.reactiveacs.simulator.fleet;

import java.util.Map;

/**
 * What a fleet did.
 *
 * @param devices in it
 * @param sessions that ended well
 * @param failed sessions that did not
 * @param rpcs requests of the ACS that devices answered, by name; refusals count too
 * @param sessionsPerSecond that ended well
 * @param p50Ms time of a whole session that ended well, in milliseconds
 * @param p99Ms the same for the slowest of a hundred
 */
public record FleetReport(
        int devices,
        long sessions,
        long failed,
        Map<String, Long> rpcs,
        double sessionsPerSecond,
        double p50Ms,
        double p99Ms) {}
