package org.reactiveacs.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.StoredSession;

/** The sessions of {@link StoredDevices} in bytes. */
final class AnySessions implements SessionCodec {

    @Override
    public byte[] encode(StoredSession session) {
        return (session.deviceId().value() + " " + session.timeout()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public StoredSession decode(byte[] bytes) {
        var words = new String(bytes, StandardCharsets.UTF_8).split(" ", 2);
        return new StoredDevices.AnyOpening(DeviceId.of(words[0]), Duration.parse(words[1]));
    }
}
