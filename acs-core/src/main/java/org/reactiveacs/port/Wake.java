package org.reactiveacs.port;

import org.reactiveacs.device.DeviceId;
import reactor.core.publisher.Mono;

/**
 * Asks devices to call, for only they can open a session (TR-069 A6 §3.2.2). Whoever asks for a device that is being asked already
 * joins in. Thread-safe.
 */
public interface Wake {

    /** Who wants it. */
    enum Urgency {
        /** Somebody waits: the device is asked before others, and its session stays open for a while for what comes next. */
        WAITED_FOR,
        /** One of many, in its turn. */
        IN_TURN
    }

    /** Asks a device to call; gives what became of it, and never an error. Who does not wait any more changes nothing. */
    Mono<WakeOutcome> wake(DeviceId device, Urgency urgency);
}
