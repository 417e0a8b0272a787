/**
 * The command {@code acs demo}: the server and a fleet of simulated CPEs in one process, to try it all out.
 *
 * <p>Calls {@code fleet} and the server's wiring as a user would configure it.
 */
@NullMarked
package org.reactiveacs.simulator.demo;

import org.jspecify.annotations.NullMarked;
