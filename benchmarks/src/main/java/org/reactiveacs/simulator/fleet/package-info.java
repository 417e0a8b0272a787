/**
 * Fleets of simulated CPEs.
 *
 * <p>A fleet wakes each device on its event loop when the device has something to do, and counts what happens. Calls
 * {@code cpe}, {@code client}, {@code model} and {@code tally}.
 */
@NullMarked
package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.NullMarked;
