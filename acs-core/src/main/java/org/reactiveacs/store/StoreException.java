package org.reactiveacs.store;

/** A store could not do what was asked: it is closed, too busy or broken. Whether a write stands is then unknown. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
