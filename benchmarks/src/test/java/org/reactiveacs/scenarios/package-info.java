/**
 * Scenarios: server processes, the programs that operators put around them, and a fleet of simulated CPEs. Tagged {@code
 * scenario}; one whose program is not installed is skipped by name.
 */
@NullMarked
package org.reactiveacs.scenarios;

import org.jspecify.annotations.NullMarked;
