package org.reactiveacs.simulator.load;

/** Makes devices do one kind of thing. */
interface Driver {
    /** Begins at a moment by {@link System#nanoTime}. */
    void start(long startNanos);

    /** Whether nothing is left to do; false for what goes on for as long as it may. */
    default boolean isDone() {
        return false;
    }

    /** Makes devices do nothing more. */
    default void close() {}
}
