package org.reactiveacs.port;

import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Mono;

/**
 * Keeps sessions open for a while when there is nothing left to do and somebody waits for the device: CPEs ration connection
 * requests, and what comes next needs none then. Thread-safe; nothing waits but whoever subscribes to {@link #stay}.
 */
public interface Linger {
    /** Nobody ever waits. */
    Linger NEVER = new Linger() {
        @Override
        public void calls(DeviceId device) {}

        @Override
        public boolean isAnybodyAwaited() {
            return false;
        }

        @Override
        public boolean isAwaited(DeviceId device) {
            return false;
        }

        @Override
        public boolean isWanted(DeviceId device) {
            return false;
        }

        @Override
        public Mono<Void> stay(DeviceId device) {
            return Mono.empty();
        }
    };

    /** Whether somebody waits for any device; cheap. */
    boolean isAnybodyAwaited();

    /** Whether somebody waits for a device, which is to be let in then. */
    boolean isAwaited(DeviceId device);

    /** A device calls; to be said before its tasks are read. */
    void calls(DeviceId device);

    /** Whether the session of a device shall stay open for a while; cheap, for every session asks. */
    boolean isWanted(DeviceId device);

    /** Completes when something was ordered since the device called or stayed last, or when the while is over; never fails. */
    Mono<Void> stay(DeviceId device);
}
