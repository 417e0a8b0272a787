/**
 * CPEs that are on an XMPP server, where they can be asked to call (TR-069 A6 Annex K): a connection each, for the server tells
 * them apart by it. Calls {@code fleet} and {@code client}; used by {@code load}.
 */
@NullMarked
package org.reactiveacs.simulator.xmpp;

import org.jspecify.annotations.NullMarked;
