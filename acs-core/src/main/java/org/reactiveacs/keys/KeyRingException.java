package org.reactiveacs.keys;

/** The key ring cannot be read, made or understood; the message is for the operator and never shows a key. */
public final class KeyRingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyRingException(String message) {
        super(message);
    }

    KeyRingException(String message, Throwable cause) {
        super(message, cause);
    }
}
