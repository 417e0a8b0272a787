package org.reactiveacs.simulator.load;

import io.netty.channel.EventLoop;
import java.util.random.RandomGenerator;
import org.reactiveacs.simulator.scenario.Arrival;

/** Sessions at a rate, whatever becomes of those before (an open loop). */
final class OpenArrivals implements Driver {
    private final Schedule schedule;

    OpenArrivals(Callers callers, EventLoop loop, double perSecond, Arrival arrival, RandomGenerator random) {
        this.schedule = new Schedule(loop, perSecond, arrival, random, callers::call);
    }

    @Override
    public void start(long startNanos) {
        schedule.start(startNanos);
    }

    @Override
    public void close() {
        schedule.close();
    }
}
