package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.SessionKey;

/** A session that this node holds, whole or only as far as its end needs it. */
sealed interface HeldSession permits LiveSession, RestingSession {

    SessionKey key();

    /** The store's, when this node last had it. */
    long version();

    DeviceId device();

    /** The lowest event code, which mostly tells why the CPE called. */
    String firstEvent();

    Instant startedAt();

    /** When the CPE last spoke. */
    Instant lastMessage();

    /** After how long without a message it ends. */
    Duration timeout();

    /** Whether the CPE has been silent for as long as it may. */
    default boolean isOver(Instant now) {
        return isIdleFor(timeout(), now);
    }

    /** Whether the CPE has been silent for so long. */
    default boolean isIdleFor(Duration silence, Instant now) {
        return !now.isBefore(lastMessage().plus(silence));
    }
}
