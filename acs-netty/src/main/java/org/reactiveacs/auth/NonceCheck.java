package org.reactiveacs.auth;

import java.time.Instant;

/** What a nonce turned out to be. */
public sealed interface NonceCheck {
    /**
     * Ours and within its lifetime.
     *
     * @param issued when it was made, to the microsecond; grows from nonce to nonce
     */
    record Fresh(Instant issued) implements NonceCheck {}

    /**
     * Ours, but too old (or from a clock far ahead): answer 401 with {@code stale=true}.
     *
     * @param issued when it was made
     */
    record Stale(Instant issued) implements NonceCheck {}

    /** Not made by a live key of ours. */
    record Forged() implements NonceCheck {}
}
