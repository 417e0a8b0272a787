package org.reactiveacs.store.redis.link;

import io.lettuce.core.RedisCommandTimeoutException;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every primary for a sign of life each second, and lets a connection go that is mute. */
final class Pulse implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Wire wire;
    private final Future<?> beat;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile boolean alive = true;

    Pulse(Wire wire, EventExecutorGroup timer) {
        this.wire = wire;
        this.beat = timer.scheduleWithFixedDelay(this::beat, 1, 1, TimeUnit.SECONDS);
    }

    /** Whether all primaries answered when asked last. */
    boolean isAlive() {
        return alive && wire.isConnected();
    }

    private void beat() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        try {
            wire.ping().whenComplete((pong, error) -> {
                asking.set(false);
                heard(error == null ? null : Trouble.cause(error));
            });
        } catch (RuntimeException e) {
            asking.set(false);
            heard(e);
        }
    }

    private void heard(@org.jspecify.annotations.Nullable Throwable error) {
        if (alive && error != null) {
            LOG.warn("redis lost reason=\"{}\"", error.getMessage());
        } else if (!alive && error == null) {
            LOG.info("redis found again");
        }
        alive = error == null;
        if (error instanceof RedisCommandTimeoutException) {
            wire.renew();
        }
    }

    @Override
    public void close() {
        beat.cancel(false);
    }
}
