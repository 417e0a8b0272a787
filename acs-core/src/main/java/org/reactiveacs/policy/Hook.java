package org.reactiveacs.policy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program of the operator's own that says what a policy wants of a device.
 *
 * @param url where it is asked, http or https
 * @param parameters that it is told with the question: paths, in which {@code *} may stand for instances, or names
 * @param timeout in which it must have answered, {@link #LEAST_TIMEOUT} to {@link #MOST_TIMEOUT}
 * @param cache how long an answer counts for the same question, {@link #LEAST_CACHE} to {@link #MOST_CACHE}; null if each session asks
 */
public record Hook(
        URI url,
        List<String> parameters,
        Duration timeout,
        @Nullable Duration cache) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
    public static final Duration LEAST_TIMEOUT = Duration.ofMillis(100);
    /** A device waits meanwhile, and some give up after 30 seconds. */
    public static final Duration MOST_TIMEOUT = Duration.ofSeconds(10);

    public static final Duration LEAST_CACHE = Duration.ofSeconds(1);
    public static final Duration MOST_CACHE = Duration.ofDays(7);
    /** How many parameters a hook may be told. */
    public static final int MOST_PARAMETERS = 100;

    public Hook {
        parameters = List.copyOf(parameters);
    }
}
