/**
 * What a fleet is to do, as small YAML files say it: some in the jar, others from anywhere.
 *
 * <p>Values only; {@code load} does it.
 */
@NullMarked
package org.reactiveacs.simulator.scenario;

import org.jspecify.annotations.NullMarked;
