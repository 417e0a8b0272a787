package org.reactiveacs.rig;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in other threads and processes. */
public final class Await {
    private static final Duration MOST = Duration.ofMinutes(1);
    private static final int POLL_MILLIS = 20;

    private Await() {}

    /** Waits until something holds; fails after a minute. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, MOST, condition);
    }

    /** Waits until something holds; fails after {@code most}. */
    public static void until(String what, Duration most, Callable<Boolean> condition) throws Exception {
        long began = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - began > most.toNanos()) {
                throw new AssertionError("not within " + most + ": " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }
}
