/**
 * The brain of a simulated CPE: messages in, messages out, and a state that really changes, by the letter of TR-069.
 *
 * <p>Pure: the time and the randomness are passed in, and nothing here has a socket. {@code client} carries the messages
 * of {@link org.reactiveacs.simulator.cpe.CpeSession}, {@code fleet} wakes the devices when they have something to do.
 * Calls {@code model} and the records of {@code cwmp}.
 */
@NullMarked
package org.reactiveacs.simulator.cpe;

import org.jspecify.annotations.NullMarked;
