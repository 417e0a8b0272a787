package org.reactiveacs.endpoint;

import java.time.Instant;
import org.reactiveacs.session.DeviceView;
import org.reactiveacs.session.Session;
import org.reactiveacs.store.SessionKey;

/**
 * A session as this node has it in hand. A cache: the store's version decides whether it is still true.
 *
 * @param version to commit against
 * @param lastMessage when the CPE last spoke
 */
record LiveSession(SessionKey key, Session session, DeviceView view, long version, Instant lastMessage) {

    LiveSession next(Session nextSession, DeviceView nextView, long nextVersion, Instant at) {
        return new LiveSession(key, nextSession, nextView, nextVersion, at);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(lastMessage.plus(session.timeout()));
    }
}
