package org.reactiveacs.anomaly;

import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Opened;

/** Hears of what may be a sign that something is wrong. Thread-safe, and never waits. */
public interface AnomalySigns {

    /** Hears nothing. */
    AnomalySigns NONE = new AnomalySigns() {
        @Override
        public void opened(Opened opened) {}

        @Override
        public void refused(DeviceId device, String peer) {}
    };

    /** A device was let in and a session is open. */
    void opened(Opened opened);

    /**
     * Somebody called as a device and was refused for what he showed.
     *
     * @param peer the address he called from
     */
    void refused(DeviceId device, String peer);
}
