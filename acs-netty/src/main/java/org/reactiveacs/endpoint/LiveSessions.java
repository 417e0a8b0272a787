package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.SessionKey;

/** The sessions that this node has in hand, by token. Thread-safe. */
final class LiveSessions {

    private final ConcurrentHashMap<String, LiveSession> byToken = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<DeviceId, SessionKey> byDevice = new ConcurrentHashMap<>();
    /** With other nodes about, what is not in use may well have moved on there: it can be read back. */
    private static final Duration KEPT_IDLE = Duration.ofSeconds(10);

    private final AcsMetrics metrics;
    private final boolean shared;

    /**
     * None yet.
     *
     * @param shared whether other nodes take messages of the same sessions
     */
    LiveSessions(AcsMetrics metrics, boolean shared) {
        this.metrics = metrics;
        this.shared = shared;
    }

    int count() {
        return byToken.size();
    }

    @Nullable
    LiveSession get(SessionKey key) {
        return byToken.get(key.token());
    }

    /** Takes a session in hand as it is now; one that it took the place of is over. */
    void put(LiveSession live) {
        byToken.put(live.key().token(), live);
        var older = byDevice.put(live.session().deviceId(), live.key());
        var superseded = older == null || older.equals(live.key()) ? null : byToken.get(older.token());
        if (superseded != null) {
            end(superseded, "superseded", live.lastMessage());
        }
    }

    /** Takes a session out and counts how it ended; one that has moved on meanwhile stays. */
    void end(LiveSession live, String outcome, Instant now) {
        var current = byToken.get(live.key().token());
        if (current != null
                && current.version() == live.version()
                && byToken.remove(live.key().token(), current)) {
            byDevice.remove(live.session().deviceId(), live.key());
            metrics.sessionEnded(
                    firstEvent(live),
                    outcome,
                    Duration.between(live.session().terms().startedAt(), now));
        }
    }

    /** The lowest event code, which mostly tells why the CPE called. */
    private static String firstEvent(LiveSession live) {
        var events = live.session().terms().events();
        return events.isEmpty() ? "none" : Collections.min(events);
    }

    /**
     * Takes out those whose CPE has been silent for their time-out: the store ends them too. Of a shared store, where only
     * the store knows how sessions ended, those that were not in use lately.
     */
    void sweep(Instant now) {
        for (var live : byToken.values()) {
            if (shared) {
                if (!now.isBefore(live.lastMessage().plus(KEPT_IDLE))) {
                    byToken.remove(live.key().token(), live);
                    byDevice.remove(live.session().deviceId(), live.key());
                }
            } else if (live.isOver(now)) {
                end(live, "timed-out", now);
            }
        }
    }
}
