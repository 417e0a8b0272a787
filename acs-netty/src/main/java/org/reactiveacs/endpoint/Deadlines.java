package org.reactiveacs.endpoint;

import io.netty.channel.ChannelHandlerContext;
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
    void start(ChannelHandlerContext context) {
        schedule(context, request, "slow-request");
    }

    /** A connection waits for its next request. */
    void idle(ChannelHandlerContext context) {
        schedule(context, idle, "idle");
    }

    private void schedule(ChannelHandlerContext context, Duration after, String reason) {
        stop(context);
        context.channel()
                .attr(TIMER)
                .set(context.executor()
                        .schedule(
                                () -> {
                                    metrics.refused(reason);
                                    context.close();
                                },
                                after.toMillis(),
                                TimeUnit.MILLISECONDS));
    }

    /** The request is here, or the connection is gone. */
    void stop(ChannelHandlerContext context) {
        var timer = context.channel().attr(TIMER).getAndSet(null);
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
