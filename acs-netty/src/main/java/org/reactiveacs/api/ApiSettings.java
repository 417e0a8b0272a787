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
 */
public record ApiSettings(int maxBodyBytes, Duration maxWait, int maxWaiting, Streams streams) {

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

    public static final ApiSettings DEFAULT = new ApiSettings(1 << 20, Duration.ofMinutes(5), 2000);

    /** With the streams that there are by default. */
    public ApiSettings(int maxBodyBytes, Duration maxWait, int maxWaiting) {
        this(maxBodyBytes, maxWait, maxWaiting, Streams.DEFAULT);
    }

    public ApiSettings with(Streams other) {
        return new ApiSettings(maxBodyBytes, maxWait, maxWaiting, other);
    }
}
