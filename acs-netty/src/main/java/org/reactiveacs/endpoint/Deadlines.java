package org.reactiveacs.endpoint;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.metrics.AcsMetrics;

/**
 * Ends connections that take too long: a request must have arrived whole within its time, however many bytes drip in
 * meanwhile, and a connection between two requests may be idle for as long as a session may be silent.
 */
final class Deadlines {

    private static final AttributeKey<Future<?>> TIMER = AttributeKey.valueOf(Deadlines.class, "timer");

    private final Duration request;
    private final Duration idle;
    private final AcsMetrics metrics;

    Deadlines(Duration request, Duration idle, AcsMetrics metrics) {
        this.request = request;
        this.idle = idle;
        this.metrics = metrics;
    }

    /** A request begins. */
    void start(Channel channel) {
        schedule(channel, request, "slow-request");
    }

    /** A connection waits for its next request. */
    void idle(Channel channel) {
        schedule(channel, idle, "idle");
    }

    private void schedule(Channel channel, Duration after, String reason) {
        stop(channel);
        channel.attr(TIMER)
                .set(channel.eventLoop()
                        .schedule(
                                () -> {
                                    metrics.refused(reason);
                                    channel.close();
                                },
                                after.toMillis(),
                                TimeUnit.MILLISECONDS));
    }

    /** The request is here, or the connection is gone. */
    void stop(Channel channel) {
        var timer = channel.attr(TIMER).getAndSet(null);
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
