package org.reactiveacs.genieacs;

/** A preset, or a part of one, that no policy says exactly; the message tells why. */
final class Untranslatable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Untranslatable(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
