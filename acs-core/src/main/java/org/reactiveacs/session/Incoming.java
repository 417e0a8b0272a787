package org.reactiveacs.session;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Envelope;

/**
 * A message of the CPE within a session.
 *
 * @param envelope null for an empty POST: the CPE has nothing to say
 * @param digest of its bytes, so that a message which comes twice is known; 0 for an empty POST
 */
public record Incoming(@Nullable Envelope envelope, long digest) {
    public static final Incoming NOTHING = new Incoming(null, 0);
}
