package org.reactiveacs.simulator.load;

import java.util.Map;
import org.reactiveacs.simulator.tally.FailureCount;

/**
 * What devices did that do not behave.
 *
 * @param sessions that ended well all the same
 * @param failed sessions, most of them on purpose
 * @param errors failures by kind
 */
public record BrokenReport(int devices, long sessions, long failed, Map<String, FailureCount> errors) {}
