package org.reactiveacs.device;

import java.time.Duration;
import java.time.Instant;

/**
 * That a device has missed so many of its periodic Informs that it is called silent. It stands until the device is let in
 * again.
 *
 * @param lastInform when it was last heard
 * @param interval at which it was expected to call
 * @param since when the last of the Informs that it missed was due
 */
public record Silence(Instant lastInform, Duration interval, Instant since) {}
