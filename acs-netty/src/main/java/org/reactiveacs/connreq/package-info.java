/**
 * Connection requests: asks devices to call (TR-069 A6 §3.2.2), each on the event loop that its partition names.
 *
 * <p>Called by {@code main}; calls auth, load, metrics and the core. The API and the endpoint meet it in the core's ports.
 */
@NullMarked
package org.reactiveacs.connreq;

import org.jspecify.annotations.NullMarked;
