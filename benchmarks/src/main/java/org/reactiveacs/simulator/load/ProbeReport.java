package org.reactiveacs.simulator.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.tally.Latency;

/**
 * How the probes fared.
 *
 * @param baseline how many there were before the load
 * @param usualP99Ms what 99 of a hundred of them took at most
 * @param recoveredSeconds from the beginning of the load until probes took no longer again; 0 when they never did, null when
 *     they did to the end
 * @param served under the load
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProbeReport(
        int baseline, double usualP99Ms, @Nullable Double recoveredSeconds, long failed, Latency served) {}
