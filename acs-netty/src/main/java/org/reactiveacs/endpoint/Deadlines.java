package org.reactiveacs.endpoint;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;

/**
 * Ends connections that take too long: a request must have arrived whole within its time, however many bytes drip in
 * meanwhile, and a connection between two requests may be idle for as long as a session may be silent.
 */
final class Deadlines {

    private static final AttributeKey<Deadline> DEADLINE = AttributeKey.valueOf(Deadlines.class, "deadline");

    private final long requestNanos;
    private final long idleNanos;
    private final AcsMetrics metrics;

    Deadlines(Duration request, Duration idle, AcsMetrics metrics) {
        this.requestNanos = request.toNanos();
        this.idleNanos = idle.toNanos();
        this.metrics = metrics;
    }

    /** A request begins. */
    void start(Channel channel) {
        of(channel).set(requestNanos, "slow-request");
    }

    /** A connection waits for its next request. */
    void idle(Channel channel) {
        of(channel).set(idleNanos, "idle");
    }

    /** The request is here. */
    void stop(Channel channel) {
        of(channel).reason = null;
    }

    private Deadline of(Channel channel) {
        var deadline = channel.attr(DEADLINE).get();
        if (deadline == null) {
            deadline = new Deadline(channel);
            channel.attr(DEADLINE).set(deadline);
        }
        return deadline;
    }

    /**
     * The deadline of a connection, for its event loop alone. It moves with every request, but its timer does not: that looks
     * whether the deadline has come, and again as soon as one that was set meanwhile could have.
     */
    private final class Deadline implements Runnable {
        private final Channel channel;
        private long at;

        /** Null while there is none. */
        private @Nullable String reason;

        /** Null until the first deadline is set. */
        private @Nullable Future<?> timer;

        Deadline(Channel channel) {
            this.channel = channel;
        }

        void set(long nanos, String why) {
            at = System.nanoTime() + nanos;
            reason = why;
            if (timer == null) {
                time();
                channel.closeFuture().addListener(closed -> cancel());
            }
        }

        @Override
        public void run() {
            if (reason != null && at - System.nanoTime() <= 0) {
                metrics.refused(reason);
                channel.close();
            } else {
                time();
            }
        }

        private void time() {
            long least = Math.min(requestNanos, idleNanos);
            long left = reason == null ? least : Math.min(least, at - System.nanoTime());
            timer = channel.eventLoop().schedule(this, left, TimeUnit.NANOSECONDS);
        }

        private void cancel() {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
