package org.reactiveacs.simulator.load;

import org.reactiveacs.simulator.tally.Latency;

/**
 * What came of connection requests.
 *
 * @param sent by the simulator; those of an ACS are not among them
 * @param accepted by the device
 * @param busy answered with 503, because the device was in a session
 * @param refused answered with anything else
 * @param unanswered not answered at all
 * @param toInformMs from the request, of whoever it was, to the ACS' answer to the Inform
 */
public record WakeReport(long sent, long accepted, long busy, long refused, long unanswered, Latency toInformMs) {}
