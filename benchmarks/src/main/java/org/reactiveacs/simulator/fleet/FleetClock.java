package org.reactiveacs.simulator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that runs with {@link System#nanoTime}, so that neither times nor schedules jump when the system's is set. */
final class FleetClock implements InstantSource {
    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }

    /** The moment by {@link System#nanoTime}. */
    long nanos(Instant instant) {
        return startedNanos + Duration.between(startedAt, instant).toNanos();
    }

    /** The reverse. */
    Instant instant(long nanos) {
        return startedAt.plusNanos(nanos - startedNanos);
    }
}
