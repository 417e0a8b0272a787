package org.reactiveacs.genieacs;

/** What GenieACS holds, or this server's API, cannot be read or written; the message is for the person who asked. */
public final class GenieException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public GenieException(String message) {
        super(message);
    }

    public GenieException(String message, Throwable cause) {
        super(message, cause);
    }
}
