package org.reactiveacs.endpoint;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.store.SessionKey;

/** What a CPE's message is answered with, in HTTP's terms. */
sealed interface CpeAnswer {

    /**
     * 200 with an envelope.
     *
     * @param setCookie null outside a session
     * @param session the connection's session from now on
     */
    record Message(
            Envelope envelope,
            @Nullable String setCookie,
            @Nullable SessionKey session) implements CpeAnswer {}

    /** 204: nothing more to say. */
    record NoContent(@Nullable String setCookie) implements CpeAnswer {}

    /** 401 with challenges. */
    record Unauthorized(boolean stale) implements CpeAnswer {}

    /** 403: known, and not welcome. */
    record Forbidden() implements CpeAnswer {}

    /** 400 with a reason in one line. */
    record BadRequest(String reason) implements CpeAnswer {}

    /** 503 with Retry-After: the store does not answer, or the node stops. */
    record Unavailable() implements CpeAnswer {}
}
