package org.reactiveacs.simulator.fleet;

/**
 * Devices that want a session and have not had it.
 *
 * @param devices how many
 * @param longestNanos since when the one that has waited for the longest does so
 */
public record Waiting(int devices, long longestNanos) {}
