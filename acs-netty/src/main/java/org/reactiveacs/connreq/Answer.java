package org.reactiveacs.connreq;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.port.WakeOutcome.Result;

/**
 * What a device answered to being asked once.
 *
 * @param kind of answer
 * @param reason for the operator, empty when it will call
 * @param login which of its {@linkplain Contact.Login logins} it took, empty if none was asked for or it cannot tell
 */
public record Answer(Kind kind, String reason, String login) {
    /** It was told, by a way on which it cannot answer. */
    public static final Answer SENT = new Answer(Kind.SENT, "");

    /** An answer without a login. */
    public Answer(Kind kind, String reason) {
        this(kind, reason, "");
    }

    /** The device will call. */
    public static Answer accepted(String login) {
        return new Answer(Kind.ACCEPTED, "", login);
    }

    /** Kinds of answers; of those that nothing came of, the more telling ones first. */
    public enum Kind {
        /** It will call. */
        ACCEPTED(null),
        /** It was told, by a way on which it cannot answer. */
        SENT(null),
        /** It has a session, and we know of it. */
        IN_SESSION(Result.CALLED),
        /** It does not take the credentials. */
        CREDENTIALS(Result.CREDENTIALS),
        /** It said that it would call, or was told, and did not call in time. */
        NO_SESSION(Result.NO_SESSION),
        /** It said that it would call, or was told, and did not call in time, and may have been turned away by us. */
        TURNED_AWAY(Result.NO_SESSION),
        /** It answered something else. */
        REFUSED(Result.REFUSED),
        /** It has a session, or too much to do. */
        BUSY(Result.BUSY),
        /** Nothing answers there, or nothing leads there now. */
        UNREACHABLE(Result.UNREACHABLE),
        /** Where it can be reached is not in the networks that may be called. */
        FORBIDDEN_ADDRESS(Result.FORBIDDEN_ADDRESS),
        /** It never told how it can be reached so. */
        NO_ADDRESS(Result.NO_ADDRESS);

        private final @Nullable Result result;

        Kind(@Nullable Result result) {
            this.result = result;
        }

        /** What a request ends with that had no better answer. */
        Result result() {
            return result == null ? Result.NO_SESSION : result;
        }

        /** Whether a session may follow. */
        boolean isPromising() {
            return this == ACCEPTED || this == SENT;
        }

        /** Whether another try a little later may go better. */
        boolean isPassing() {
            return this == BUSY || this == UNREACHABLE || this == TURNED_AWAY;
        }
    }
}
