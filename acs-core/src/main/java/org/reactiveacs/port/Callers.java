package org.reactiveacs.port;

import org.reactiveacs.device.DeviceId;

/** Hears of devices that call. Thread-safe, and never waits. */
@FunctionalInterface
public interface Callers {

    /**
     * A device has opened a session on this node.
     *
     * @param requested whether it says that it was asked to (6 CONNECTION REQUEST)
     */
    void called(DeviceId device, boolean requested);
}
