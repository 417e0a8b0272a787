package org.reactiveacs.main;

/** A command cannot do what it was asked to; the message is for the person who asked, and ends the process with 1. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }

    public CommandFailure(String message) {
        super(message);
    }
}
