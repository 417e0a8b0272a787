package org.reactiveacs.store.redis.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: doubling with jitter, until the patience has run out. For one call.
 */
final class Backoff {
    private static final long FIRST_NANOS = Duration.ofMillis(4).toNanos();
    private static final long LONGEST_NANOS = Duration.ofMillis(200).toNanos();

    private final long began;
    private final long patience;
    private long next = FIRST_NANOS;

    Backoff(Duration patience, long nanoTime) {
        this.began = nanoTime;
        this.patience = patience.toNanos();
    }

    /** Nanoseconds to wait, or -1 if there is no time for another try. */
    long next(long nanoTime) {
        long wait = next / 2 + ThreadLocalRandom.current().nextLong(next / 2 + 1);
        next = Math.min(next * 2, LONGEST_NANOS);
        return nanoTime - began + wait > patience ? -1 : wait;
    }
}
