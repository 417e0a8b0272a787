package org.reactiveacs.simulator.load;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.reactiveacs.simulator.scenario.Arrival;

/**
 * Moments at a rate, whatever becomes of what they cause: if the event loop is late, it makes up for it, and each moment is
 * still told as it was planned.
 */
final class Schedule implements AutoCloseable {
    private final EventLoop loop;
    private final double perSecond;
    private final Arrival arrival;
    private final RandomGenerator random;
    private final LongConsumer moment;
    private long next;
    private volatile boolean isClosed;

    /** Tells each moment by {@link System#nanoTime}, on an event loop. */
    Schedule(EventLoop loop, double perSecond, Arrival arrival, RandomGenerator random, LongConsumer moment) {
        this.loop = loop;
        this.perSecond = perSecond;
        this.arrival = arrival;
        this.random = random;
        this.moment = moment;
    }

    void start(long startNanos) {
        next = startNanos + arrival.gapNanos(perSecond, random);
        loop.execute(this::catchUp);
    }

    private void catchUp() {
        if (isClosed) {
            return;
        }
        while (next - System.nanoTime() <= 0) {
            moment.accept(next);
            next += arrival.gapNanos(perSecond, random);
        }
        loop.schedule(this::catchUp, Math.max(0, next - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
