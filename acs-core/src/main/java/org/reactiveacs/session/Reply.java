package org.reactiveacs.session;

import org.reactiveacs.cwmp.Envelope;

/** What the CPE is answered. */
public sealed interface Reply {
    /** An envelope, with HTTP 200. */
    record Send(Envelope envelope) implements Reply {}

    /** Nothing more to say: HTTP 204. */
    record End() implements Reply {}
}
