package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.SessionKey;

/** The sessions that this node has in hand, by token. Thread-safe. */
final class LiveSessions {

    private final ConcurrentHashMap<String, LiveSession> byToken = new ConcurrentHashMap<>();
    private final AcsMetrics metrics;

    LiveSessions(AcsMetrics metrics) {
        this.metrics = metrics;
    }

    int count() {
        return byToken.size();
    }

    @Nullable
    LiveSession get(SessionKey key) {
        return byToken.get(key.token());
    }

    void put(LiveSession live) {
        byToken.put(live.key().token(), live);
    }

    /** Takes a session out and counts how it ended. */
    void end(LiveSession live, String outcome, Instant now) {
        if (byToken.remove(live.key().token()) != null) {
            var event = live.session().terms().events().stream()
                    .sorted()
                    .findFirst()
                    .orElse("none");
            metrics.sessionEnded(
                    event, outcome, Duration.between(live.session().terms().startedAt(), now));
        }
    }

    /** Takes out those whose CPE has been silent for their time-out: the store ends them too. */
    void sweep(Instant now) {
        for (var live : byToken.values()) {
            if (live.isOver(now)) {
                end(live, "timed-out", now);
            }
        }
    }
}
