package org.reactiveacs.cwmp;

import org.jspecify.annotations.Nullable;

/**
 * A body could not be understood. The message is for the person who sent it and shows none of our insides.
 *
 * <p>Carries what was known of the envelope by then, so that a SOAP fault can be answered in the sender's own version.
 */
public final class CwmpReadException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the body. */
    public enum Kind {
        /** Not well-formed XML, cut off, or with a part that cannot stand there. */
        MALFORMED,
        /** One of the {@link CwmpLimits} was passed. */
        LIMIT_EXCEEDED,
        /** A document type declaration, which SOAP forbids. */
        DTD_REFUSED,
        /** XML, but no SOAP envelope. */
        NOT_CWMP,
        /** An envelope without a message. */
        NO_MESSAGE,
        /** A method that the sender's side does not have. */
        UNKNOWN_METHOD,
        /** A second envelope, or a second message in the envelope; not allowed since CWMP 1.1. */
        MORE_THAN_ONE_ENVELOPE
    }

    private final Kind kind;
    private final @Nullable String headerId;
    private final @Nullable CwmpVersion version;

    public CwmpReadException(Kind kind, String message, @Nullable String headerId, @Nullable CwmpVersion version) {
        super(message);
        this.kind = kind;
        this.headerId = headerId;
        this.version = version;
    }

    public Kind kind() {
        return kind;
    }

    /** The ID header of the request, null when none was read. */
    public @Nullable String headerId() {
        return headerId;
    }

    /** The version to answer in, null when no CWMP namespace was seen. */
    public @Nullable CwmpVersion version() {
        return version;
    }

    /** What an ACS answers: 8000 for an unknown method, 8004 for a limit, 8003 for the rest (TR-069 A6 §A.5.1). */
    public FaultCode acsFaultCode() {
        return switch (kind) {
            case UNKNOWN_METHOD -> FaultCode.ACS_METHOD_NOT_SUPPORTED;
            case LIMIT_EXCEEDED -> FaultCode.ACS_RESOURCES_EXCEEDED;
            default -> FaultCode.ACS_INVALID_ARGUMENTS;
        };
    }
}
