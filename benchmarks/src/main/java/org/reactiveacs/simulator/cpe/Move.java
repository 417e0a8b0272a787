package org.reactiveacs.simulator.cpe;

import org.reactiveacs.cwmp.Envelope;

/** What a CPE does next in its session. */
public sealed interface Move {
    /** Posts an envelope. */
    record Say(Envelope envelope) implements Move {}

    /** Posts nothing, which gives the turn to the ACS. */
    record Nothing() implements Move {}

    /**
     * Ends the session.
     *
     * @param isSuccessful false when it must be tried again
     * @param reason for people, why it failed; empty when it did not
     */
    record End(boolean isSuccessful, String reason) implements Move {
        static final End WELL = new End(true, "");

        static End failed(String reason) {
            return new End(false, reason);
        }
    }
}
