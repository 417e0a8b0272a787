package org.reactiveacs.store;

import java.time.Duration;
import org.reactiveacs.device.DeviceId;

/** A session as a store sees it, and in text for stores that keep sessions outside the process. */
public record TestSession(DeviceId deviceId, Duration timeout, String text) implements StoredSession {

    public String written() {
        return deviceId.tenant() + '\n' + deviceId.value() + '\n' + timeout + '\n' + text;
    }

    /** What {@link #written} gave, read back. */
    public static TestSession read(String written) {
        var parts = written.split("\n", 4);
        return new TestSession(new DeviceId(parts[0], parts[1]), Duration.parse(parts[2]), parts[3]);
    }
}
