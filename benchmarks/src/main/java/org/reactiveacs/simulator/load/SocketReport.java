package org.reactiveacs.simulator.load;

/**
 * Whether sockets were what limited a run.
 *
 * @param limit how many there could be
 * @param most how many there were at once
 * @param waited how often a session had to wait for one
 */
public record SocketReport(int limit, int most, long waited) {}
