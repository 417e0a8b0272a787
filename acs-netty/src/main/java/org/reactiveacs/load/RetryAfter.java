package org.reactiveacs.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When those who are refused are told to come again: somewhere in a range, so that they do not all come at once.
 *
 * @param least from one second
 * @param most at least as much
 */
public record RetryAfter(Duration least, Duration most) {

    /** The range that holds where nobody sets another. */
    public static final RetryAfter ORDINARY = new RetryAfter(Duration.ofSeconds(30), Duration.ofSeconds(90));

    /** One time of it, in whole seconds. */
    public long seconds(RandomGenerator random) {
        return random.nextLong(least.toSeconds(), most.toSeconds() + 1);
    }
}
