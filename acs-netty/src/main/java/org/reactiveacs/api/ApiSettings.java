package org.reactiveacs.api;

import java.time.Duration;
import org.reactiveacs.feed.EventFeed;

/**
 * The API's limits.
 *
 * @param maxBodyBytes the largest body of a request
 * @param maxWait the longest that a request may wait for a task's end
 * @param maxWaiting requests that may wait at a time
 * @param streams of events to clients
 * @param captured what operators may have captured
 */
public record ApiSettings(int maxBodyBytes, Duration maxWait, int maxWaiting, Streams streams, Captured captured) {

    /**
     * How clients are told what happens.
     *
     * @param most clients at a time
     * @param feed what is read for all of them
     */
    public record Streams(int most, EventFeed.Settings feed) {
        private static final int PORTION = 256;

        public static final Streams DEFAULT = of(200, 32_768, Duration.ofMillis(250), Duration.ofSeconds(15));

        /**
         * Streams.
         *
         * @param most clients at a time
         * @param buffer events that a client may be behind
         * @param poll from one look for news to the next
         * @param heartbeat after how much silence a client hears something all the same
         */
        public static Streams of(int most, int buffer, Duration poll, Duration heartbeat) {
            return new Streams(most, new EventFeed.Settings(buffer, PORTION, poll, heartbeat));
        }
    }

    /**
     * What operators may have captured.
     *
     * @param devices at a time
     * @param longest for how long by one order
     */
    public record Captured(int devices, Duration longest) {
        public static final Captured DEFAULT = new Captured(16, Duration.ofHours(24));
    }

    public static final ApiSettings DEFAULT = new ApiSettings(1 << 20, Duration.ofMinutes(5), 2000);

    /** With streams and captures as they are by default. */
    public ApiSettings(int maxBodyBytes, Duration maxWait, int maxWaiting) {
        this(maxBodyBytes, maxWait, maxWaiting, Streams.DEFAULT, Captured.DEFAULT);
    }

    /** The same with other streams. */
    public ApiSettings with(Streams other) {
        return new ApiSettings(maxBodyBytes, maxWait, maxWaiting, other, captured);
    }

    /** The same with other captures. */
    public ApiSettings with(Captured other) {
        return new ApiSettings(maxBodyBytes, maxWait, maxWaiting, streams, other);
    }
}
