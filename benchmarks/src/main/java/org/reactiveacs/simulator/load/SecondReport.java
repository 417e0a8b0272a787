package org.reactiveacs.simulator.load;

/**
 * One second of a run.
 *
 * @param second from the beginning of the load, from 1
 * @param sessions that ended well
 * @param failed sessions that did not
 * @param retries attempts that followed a failed one
 * @param open sessions under way at its end
 * @param waiting devices that wanted a session and had not had it at its end
 */
public record SecondReport(
        int second, long sessions, long failed, long retries, int open, int waiting, double p50Ms, double p99Ms) {}
