/**
 * Plays a scenario with a fleet against an ACS and reports what came of it.
 *
 * <p>{@code LoadRun} is the order of things; each {@code Driver} makes devices do one kind of thing. Calls {@code fleet},
 * {@code wake}, {@code scenario} and {@code tally}.
 */
@NullMarked
package org.reactiveacs.simulator.load;

import org.jspecify.annotations.NullMarked;
