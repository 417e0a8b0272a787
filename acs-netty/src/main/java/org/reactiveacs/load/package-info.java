/**
 * How busy this node is with its own work, and what follows from that: whether a new session is let in, how much of the
 * processors refusals may take, and when the listener stops accepting. What a CPE takes to think or to send counts for
 * nothing here.
 *
 * <p>Called by the CWMP endpoint, and asked by connection requests; knows meters and Netty's channels, but neither sessions nor HTTP. Decisions are values of
 * values; only {@link org.reactiveacs.load.LoadWatch} has a clock.
 */
@NullMarked
package org.reactiveacs.load;

import org.jspecify.annotations.NullMarked;
