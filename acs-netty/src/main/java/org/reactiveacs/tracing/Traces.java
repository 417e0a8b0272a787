package org.reactiveacs.tracing;

import org.jspecify.annotations.Nullable;

/** Which sessions are traced. Thread-safe. */
public interface Traces {

    /** None is. */
    Traces OFF = token -> null;

    /**
     * The trace of a session, the same at every node that is told to trace as many.
     *
     * @param token of the session
     * @return null if it is not traced
     */
    @Nullable
    SessionTrace of(String token);
}
