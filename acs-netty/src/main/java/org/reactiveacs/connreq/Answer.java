package org.reactiveacs.connreq;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.port.WakeOutcome.Result;

/**
 * What a device answered to being asked once.
 *
 * @param kind of answer
 * @param reason for the operator, empty when it will call
 */
record Answer(Kind kind, String reason) {

    /** Kinds of answers. */
    enum Kind {
        /** It will call. */
        ACCEPTED(null),
        /** It has a session, or too much to do. */
        BUSY(Result.BUSY),
        /** It has a session, and we know of it. */
        IN_SESSION(Result.CALLED),
        CREDENTIALS(Result.CREDENTIALS),
        REFUSED(Result.REFUSED),
        UNREACHABLE(Result.UNREACHABLE),
        NO_ADDRESS(Result.NO_ADDRESS),
        FORBIDDEN_ADDRESS(Result.FORBIDDEN_ADDRESS);

        private final @Nullable Result result;

        Kind(@Nullable Result result) {
            this.result = result;
        }

        /** What a request ends with that had no better answer. */
        Result result() {
            return result == null ? Result.NO_SESSION : result;
        }

        /** Whether another try a little later may go better. */
        boolean isPassing() {
            return this == BUSY || this == UNREACHABLE;
        }
    }

    static final Answer ACCEPTED = new Answer(Kind.ACCEPTED, "");
}
