package org.reactiveacs.endpoint;

import java.util.function.IntSupplier;

/** Lets a new session in while there is room. Sessions under way are never asked. Thread-safe. */
final class Admission {

    private final int maxSessions;
    private final IntSupplier openSessions;

    /**
     * @param maxSessions sessions that may be open at once
     * @param openSessions how many are
     */
    Admission(int maxSessions, IntSupplier openSessions) {
        this.maxSessions = maxSessions;
        this.openSessions = openSessions;
    }

    boolean admits() {
        return openSessions.getAsInt() < maxSessions;
    }
}
