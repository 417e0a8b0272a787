package org.reactiveacs.tls;

/** The files for TLS cannot be used; the message names the configuration key and the file. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }

    TlsException(String message) {
        super(message);
    }
}
