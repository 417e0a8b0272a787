/** Tests of the simulator's sockets, against small servers that do what a test has written down. */
@NullMarked
package org.reactiveacs.simulator.client;

import org.jspecify.annotations.NullMarked;
