package org.reactiveacs.simulator.load;

/**
 * How a probe fared.
 *
 * @param dueNanos when it was to be served, by {@link System#nanoTime}
 * @param nanos how long that took, tries that failed included, or how long it has taken already
 */
public record Probe(long dueNanos, long nanos) {}
