package org.reactiveacs.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;

/**
 * The open connections of a server. Ends those that take too long: a request must have arrived whole within its time, however many
 * bytes drip in meanwhile, and a connection between two requests may be idle for as long as a session may be silent. Thread-safe;
 * what is said of one connection comes from its event loop.
 */
final class Connections implements AutoCloseable {

    private final ConcurrentHashMap<Channel, Deadline> open = new ConcurrentHashMap<>();
    private final long requestNanos;
    private final long idleNanos;
    private final AcsMetrics metrics;
    private volatile boolean closing;

    Connections(Duration request, Duration idle, AcsMetrics metrics) {
        this.requestNanos = request.toNanos();
        this.idleNanos = idle.toNanos();
        this.metrics = metrics;
    }

    /** One more, until it is closed. */
    void add(Channel channel) {
        var deadline = new Deadline(channel);
        open.put(channel, deadline);
        channel.closeFuture().addListener(deadline);
        if (closing) {
            channel.close(); // It came while the others were closed.
        }
    }

    /** A request begins. */
    void start(Channel channel) {
        set(channel, requestNanos, "slow-request");
    }

    /** A connection waits for its next request. */
    void idle(Channel channel) {
        set(channel, idleNanos, "idle");
    }

    /** The request is here. */
    void stop(Channel channel) {
        var deadline = open.get(channel);
        if (deadline != null) {
            deadline.reason = null;
        }
    }

    private void set(Channel channel, long nanos, String why) {
        var deadline = open.get(channel);
        if (deadline != null) {
            deadline.set(nanos, why);
        }
    }

    /** Closes all, and those that come later. */
    @Override
    public void close() {
        closing = true;
        List<ChannelFuture> closed = new ArrayList<>();
        open.keySet().forEach(channel -> closed.add(channel.close()));
        closed.forEach(ChannelFuture::syncUninterruptibly);
    }

    /**
     * The deadline of a connection, for its event loop alone. It moves with every request, but its timer does not: that looks
     * whether the deadline has come, and again as soon as one that was set meanwhile could have.
     */
    private final class Deadline implements Runnable, ChannelFutureListener {
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

        /** The connection is closed. */
        @Override
        public void operationComplete(ChannelFuture closed) {
            open.remove(channel, this);
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }
}
