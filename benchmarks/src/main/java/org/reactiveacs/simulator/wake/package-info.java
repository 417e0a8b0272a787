/**
 * Connection requests over HTTP (TR-069 A6 §3.2.2): CPEs that listen for them, and one who sends them.
 *
 * <p>All devices listen on one socket, each at a path of its own, for a process cannot have a hundred thousand of them.
 * Calls {@code fleet} and {@code client}; used by {@code load}.
 */
@NullMarked
package org.reactiveacs.simulator.wake;

import org.jspecify.annotations.NullMarked;
