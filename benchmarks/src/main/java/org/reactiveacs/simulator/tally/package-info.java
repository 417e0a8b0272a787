/**
 * Counts and times of what simulated CPEs did: histograms that leave nothing out, failures by kind, rates by second.
 *
 * <p>Fed by {@code fleet} and {@code wake} on their event loops, read by {@code load}.
 */
@NullMarked
package org.reactiveacs.simulator.tally;

import org.jspecify.annotations.NullMarked;
