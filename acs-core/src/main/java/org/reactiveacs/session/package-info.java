/**
 * The rules of a CWMP session, pure
 *
 * <p> a session and a message give the next session, a reply and what changes.:Called by the CWMP endpoint; calls policy, task, device and cwmp. No I/O, no clock, no randomness of its own.
 */
@NullMarked
package org.reactiveacs.session;

import org.jspecify.annotations.NullMarked;
