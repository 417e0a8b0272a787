/** Tests of the simulator's data models: the schemas against the published ones, and what a device makes of them. */
@NullMarked
package org.reactiveacs.simulator.model;

import org.jspecify.annotations.NullMarked;
