/**
 * Fleets of simulated CPEs, and the command {@code acs simulate}.
 *
 * <p>A fleet wakes each device on its event loop when the device has something to do, and counts what happens. Calls
 * {@code cpe}, {@code client} and {@code model}.
 */
@NullMarked
package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.NullMarked;
