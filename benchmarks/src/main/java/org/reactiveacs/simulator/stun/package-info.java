/**
 * The STUN bindings of simulated devices (TR-069 Annex G): each keeps a way through a NAT open to a STUN server, tells the ACS where it
 * leads, and calls when a datagram comes through it that proves who sent it.
 *
 * <p>Called by {@code load} and tests; calls {@code fleet}, {@code cpe}, {@code client} and the server's STUN codec.
 */
@NullMarked
package org.reactiveacs.simulator.stun;

import org.jspecify.annotations.NullMarked;
