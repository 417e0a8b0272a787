/**
 * Connection requests through an XMPP server (TR-069 A6 Annex K): this node's connection to the server, and the way by which devices
 * are asked over it. Made by {@code main}; calls {@code connreq}, {@code metrics} and the core.
 */
@NullMarked
package org.reactiveacs.connreq.xmpp;

import org.jspecify.annotations.NullMarked;
