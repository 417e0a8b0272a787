package org.reactiveacs.load;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** How late event loops are: each is to look at the clock every tenth of a second. Thread-safe. */
final class LoopLag {

    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final List<Probe> probes = new ArrayList<>();

    LoopLag(EventLoopGroup loops) {
        for (var loop : loops) {
            probes.add(new Probe(loop, System.nanoTime()));
        }
        probes.forEach(Probe::next);
    }

    /** How late the latest one was, or is by now. */
    long nanos(long now) {
        return probes.stream().mapToLong(probe -> probe.lag(now)).max().orElse(0);
    }

    private static final class Probe implements Runnable {
        private final EventExecutor loop;
        private volatile long due;
        private volatile long lag;

        Probe(EventExecutor loop, long now) {
            this.loop = loop;
            this.due = now + EVERY_NANOS;
        }

        long lag(long now) {
            return Math.max(lag, now - due);
        }

        private void next() {
            try {
                loop.schedule(this, EVERY_NANOS, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                lag = 0; // The loop is no more.
            }
        }

        @Override
        public void run() {
            long now = System.nanoTime();
            lag = Math.max(0, now - due);
            due = now + EVERY_NANOS;
            next();
        }
    }
}
