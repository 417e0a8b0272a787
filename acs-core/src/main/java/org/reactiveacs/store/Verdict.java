package org.reactiveacs.store;

/** What became of an {@link Arrival}. */
public sealed interface Verdict {
    /** A session is open. */
    record Admitted() implements Verdict {}

    /**
     * The Inform is answered and nothing else: it fenced no session and changed nothing but a flag and a visit.
     *
     * @param reason for the operator
     */
    record Quarantined(String reason) implements Verdict {}

    /**
     * The credential was right and still the device may not come in.
     *
     * @param reason for the operator
     */
    record Refused(String reason) implements Verdict {}

    /** The digest's nonce was used before: ask again with a new one. */
    record Replayed() implements Verdict {}
}
