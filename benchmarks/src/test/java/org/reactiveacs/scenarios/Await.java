package org.reactiveacs.scenarios;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what happens in other processes. */
final class Await {
    private static final int POLL_MILLIS = 50;

    private Await() {}

    /** Waits until something holds; fails after {@code most}. */
    static void until(String what, Duration most, Callable<Boolean> condition) throws Exception {
        long began = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - began > most.toNanos()) {
                throw new AssertionError("not within " + most + ": " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
