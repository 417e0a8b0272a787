package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.session.DeviceView;
import org.reactiveacs.session.Session;
import org.reactiveacs.store.SessionKey;

/**
 * A session as this node has it in hand. A cache: the store's version decides whether it is still true.
 *
 * @param version to commit against
 * @param lastMessage when the CPE last spoke
 */
record LiveSession(SessionKey key, Session session, DeviceView view, long version, Instant lastMessage)
        implements HeldSession {

    LiveSession next(Session nextSession, DeviceView nextView, long nextVersion, Instant at) {
        return new LiveSession(key, nextSession, nextView, nextVersion, at);
    }

    @Override
    public DeviceId device() {
        return session.deviceId();
    }

    @Override
    public String firstEvent() {
        var events = session.terms().events();
        return events.isEmpty() ? "none" : Collections.min(events);
    }

    @Override
    public Instant startedAt() {
        return session.terms().startedAt();
    }

    @Override
    public Duration timeout() {
        return session.timeout();
    }
}
