package org.reactiveacs.rollout;

import java.util.concurrent.ArrayBlockingQueue;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Wake;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Sinks;

/** Devices that are to be asked to call, so many at a time. One that there is no room for gets its order when it calls by itself. Thread-safe. */
final class WakeQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WakeQueue.class);
    private static final int AT_ONCE = 256;
    private static final int MOST_WAITING = 10_000;

    private final Sinks.Many<DeviceId> devices =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(MOST_WAITING));
    private final Disposable work;

    WakeQueue(Wake wake) {
        work = devices.asFlux()
                .flatMap(device -> wake.wake(device, Wake.Urgency.IN_TURN), AT_ONCE, 1)
                .subscribe();
    }

    void add(DeviceId device) {
        Sinks.EmitResult result;
        synchronized (devices) {
            result = devices.tryEmitNext(device);
        }
        if (result.isFailure()) {
            LOG.debug("device not asked to call device={} reason={}", device, result);
        }
    }

    @Override
    public void close() {
        work.dispose();
    }
}
