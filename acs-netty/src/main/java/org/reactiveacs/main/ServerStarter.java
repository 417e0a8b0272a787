package org.reactiveacs.main;

import org.reactiveacs.main.config.AcsConfig;

/** Starts a server; the seam between the command line and the wiring. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * Starts everything and returns once it listens.
     *
     * @throws CommandFailure if something cannot be started, with the reason for the operator
     */
    RunningServer start(AcsConfig config);

    /** A server that runs until it is closed. */
    interface RunningServer extends AutoCloseable {
        /** Stops cleanly; waits until done, for a bounded time. */
        @Override
        void close();
    }
}
