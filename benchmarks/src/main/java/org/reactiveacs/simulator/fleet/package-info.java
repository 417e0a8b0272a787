/**
 * Fleets of simulated CPEs, and the commands {@code acs simulate} and {@code acs demo}.
 *
 * <p>A fleet wakes each device on its event loop when the device has something to do, and counts what happens. Calls
 * {@code cpe}, {@code client} and {@code model}; the demo also starts the server.
 */
@NullMarked
package org.reactiveacs.simulator.fleet;

import org.jspecify.annotations.NullMarked;
