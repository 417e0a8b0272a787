package org.reactiveacs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Silence;
import org.reactiveacs.port.DomainEvent;

/** What is told of silence, for every store alike. */
public final class SilenceEvents {

    private SilenceEvents() {}

    /** A device is silent. */
    public static DomainEvent fell(DeviceId device, Silence silence, Instant at) {
        return new DomainEvent(
                DomainEvent.Type.DEVICE_SILENT,
                device,
                at,
                Map.of(
                        "lastInform", silence.lastInform().toString(),
                        "interval", silence.interval().toString(),
                        "since", silence.since().toString()));
    }

    /** A silent device was let in again. */
    public static DomainEvent returned(DeviceId device, Silence silence, Instant at) {
        var silent = Duration.between(silence.since(), at);
        return new DomainEvent(
                DomainEvent.Type.DEVICE_RETURNED,
                device,
                at,
                Map.of(
                        "lastInform", silence.lastInform().toString(),
                        "since", silence.since().toString(),
                        // Clocks of nodes differ a little.
                        "silentFor", (silent.isNegative() ? Duration.ZERO : silent).toString()));
    }
}
