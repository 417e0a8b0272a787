package org.reactiveacs.capture;

import java.time.Instant;
import org.reactiveacs.device.DeviceId;

/**
 * An order to capture what a device and the server say to each other.
 *
 * @param device whose messages
 * @param by who ordered it
 * @param at when
 * @param until when it ends by itself
 */
public record CaptureOrder(DeviceId device, String by, Instant at, Instant until) {

    /** Whether messages are captured at a moment. */
    public boolean isActive(Instant now) {
        return now.isBefore(until);
    }
}
