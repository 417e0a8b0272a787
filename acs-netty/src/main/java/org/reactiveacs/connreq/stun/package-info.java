/**
 * Connection requests by UDP (TR-069 Annex G): the STUN server to which devices keep their NATs open, what it learns of their
 * public addresses, and the datagrams that go back the same way.
 *
 * <p>Called by {@code main}; calls connreq, auth, metrics and the core. {@link StunMessage} and {@link StunWriter} serve both sides, so that
 * simulated devices speak with them too.
 */
@NullMarked
package org.reactiveacs.connreq.stun;

import org.jspecify.annotations.NullMarked;
