package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.SessionKey;

/** A session whose CPE takes its time: its next message reads it back from the store. */
record RestingSession(
        SessionKey key,
        long version,
        DeviceId device,
        String firstEvent,
        Instant startedAt,
        Instant lastMessage,
        Duration timeout)
        implements HeldSession {

    static RestingSession of(LiveSession live) {
        return new RestingSession(
                live.key(),
                live.version(),
                live.device(),
                live.firstEvent(),
                live.startedAt(),
                live.lastMessage(),
                live.timeout());
    }
}
