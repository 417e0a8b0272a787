package org.reactiveacs.simulator.load;

import org.reactiveacs.simulator.tally.Latency;

/**
 * What came of a firmware wave.
 *
 * @param url of the image
 * @param ordered Downloads that the ACS took
 * @param refused orders that it did not take
 * @param given how often the image was fetched
 * @param told devices of whose end of the transfer the ACS knows
 * @param updateMs from the answer to Download until then
 */
public record FirmwareReport(String url, long ordered, long refused, long given, long told, Latency updateMs) {}
