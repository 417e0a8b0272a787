package org.reactiveacs.session;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Envelope;

/**
 * A message of the CPE within a session.
 *
 * @param envelope null for an empty POST: the CPE has nothing to say
 */
public record Incoming(@Nullable Envelope envelope) {
    public static final Incoming NOTHING = new Incoming(null);
}
