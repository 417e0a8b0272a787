package org.reactiveacs.endpoint;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.CpeAuthenticator;
import org.reactiveacs.store.SessionKey;

/**
 * What the head of an HTTP request says.
 *
 * @param evidence of who sends it
 * @param preliminary what was judged before the body came
 * @param session the session that its cookie names, or that its own connection has; null when neither does
 * @param peer whose address it came from
 * @param charset of its Content-Type, null when it names none
 */
record CpeRequest(
        CpeAuthenticator.Evidence evidence,
        CpeAuthenticator.Preliminary preliminary,
        @Nullable SessionKey session,
        Peer peer,
        @Nullable String charset) {}
