package org.reactiveacs.simulator.tally;

/**
 * How often something failed in one way.
 *
 * @param count how often
 * @param last what was said the last time
 */
public record FailureCount(long count, String last) {}
