package org.reactiveacs.load;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.reactiveacs.metrics.AcsMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every 20 ms at how busy the node is, on the listener's event loop, and stops the listener while all that it could do
 * with new connections is to refuse them and the time for that is spent. They wait in the kernel then, or are turned away by
 * it for nothing. Connections that exist are not touched.
 */
public final class LoadWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LoadWatch.class);

    private static final long EVERY_MILLIS = 20;

    private final Load load;
    private final Channel listener;
    private final LoopLag lag;
    private final BooleanSupplier takesNobody;
    private final AcsMetrics metrics;
    private long lookedAt = System.nanoTime();
    private final int leastBacklog;
    private int backlog;
    private boolean paused;

    private LoadWatch(Load load, Channel listener, LoopLag lag, BooleanSupplier takesNobody, AcsMetrics metrics) {
        this.load = load;
        this.listener = listener;
        this.lag = lag;
        this.takesNobody = takesNobody;
        this.metrics = metrics;
        var asked = listener.config().getOption(ChannelOption.SO_BACKLOG);
        this.leastBacklog = asked == null ? 1 : asked;
        this.backlog = leastBacklog;
    }

    /**
     * Begins to look, until the listener closes.
     *
     * @param takesNobody whether new sessions are refused for other reasons than load
     */
    public static void start(Load load, Channel listener, BooleanSupplier takesNobody, AcsMetrics metrics) {
        var loops = listener.eventLoop().parent();
        var watch = new LoadWatch(
                load, listener, new LoopLag(loops == null ? listener.eventLoop() : loops), takesNobody, metrics);
        var timer =
                listener.eventLoop().scheduleWithFixedDelay(watch, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        listener.closeFuture().addListener(closed -> timer.cancel(false));
        load.whenSpent(() -> listener.eventLoop().execute(watch::steer));
    }

    @Override
    public void run() {
        long now = System.nanoTime();
        load.look(now - lookedAt, lag.nanos(now), AcceptQueue.read(listener));
        lookedAt = now;
        resize();
        steer();
    }

    /** The kernel's queue is measured in time, as all else: at so many sessions a second a short one is full after a moment. */
    private void resize() {
        int wanted = load.wantedBacklog(leastBacklog);
        boolean isNear = Math.abs(wanted - backlog) <= backlog / 8;
        if (wanted == backlog || isNear && wanted != leastBacklog) {
            return;
        }
        try {
            AcceptQueue.resize(listener, wanted);
            backlog = wanted;
        } catch (IOException e) {
            LOG.warn("backlog not changed wanted={} reason=\"{}\"", wanted, e.getMessage());
            backlog = wanted; // What cannot be done now is not tried fifty times a second.
        }
    }

    private void steer() {
        boolean pause = !load.hasTimeToRefuse() && (load.isFull(paused) || takesNobody.getAsBoolean());
        if (pause == paused || !listener.isOpen()) {
            return;
        }
        paused = pause;
        listener.config().setAutoRead(!pause);
        if (pause) {
            metrics.acceptPaused();
            LOG.debug("accepting paused messages={} limit={}", load.messages(), load.limit());
        }
    }
}
