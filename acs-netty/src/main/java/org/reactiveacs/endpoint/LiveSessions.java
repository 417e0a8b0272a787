package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.tracing.Traces;

/** The sessions that this node has in hand, by token. Thread-safe. */
final class LiveSessions {

    /**
     * Beyond this a CPE takes its time. What it will be answered by can be read back, and many of them at once would fill the heap
     * with it: heads, and trees of hundreds of parameters.
     */
    private static final Duration KEPT_WHOLE = Duration.ofSeconds(5);

    /** Of a shared store nothing is kept afterwards, so that a session whose CPE comes back here must be read again. */
    private static final Duration KEPT_SHARED = Duration.ofSeconds(10);

    private final ConcurrentHashMap<String, HeldSession> byToken = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<DeviceId, SessionKey> byDevice = new ConcurrentHashMap<>();

    /** How many messages of a session are being answered, by its token: one, or more where a CPE repeats itself. */
    private final ConcurrentHashMap<String, Integer> turns = new ConcurrentHashMap<>();

    private final AcsMetrics metrics;
    private final Traces traces;
    private final boolean shared;
    private final Duration keptWhole;

    /**
     * None yet.
     *
     * @param shared whether other nodes take messages of the same sessions
     */
    LiveSessions(AcsMetrics metrics, Traces traces, boolean shared) {
        this.metrics = metrics;
        this.traces = traces;
        this.shared = shared;
        this.keptWhole = shared ? KEPT_SHARED : KEPT_WHOLE;
    }

    int count() {
        return byToken.size();
    }

    /** A session to go on with; null for one that must be read from the store. */
    @Nullable
    LiveSession get(SessionKey key) {
        return byToken.get(key.token()) instanceof LiveSession live ? live : null;
    }

    /** A message is being answered, and perhaps its answer held back: until it is given, it is not the CPE that is silent. */
    SessionKey turnBegins(SessionKey key) {
        turns.merge(key.token(), 1, Integer::sum);
        return key;
    }

    void turnEnds(SessionKey key) {
        turns.computeIfPresent(key.token(), (token, count) -> count == 1 ? null : count - 1);
    }

    /** Takes a session in hand as it is now; one that it took the place of is over. */
    void put(LiveSession live) {
        byToken.put(live.key().token(), live);
        var older = byDevice.put(live.device(), live.key());
        var superseded = older == null || older.equals(live.key()) ? null : byToken.get(older.token());
        if (superseded != null) {
            end(superseded, "superseded", live.lastMessage());
        }
    }

    /** Takes a session out and counts how it ended; one that has moved on meanwhile stays. */
    void end(HeldSession held, String outcome, Instant now) {
        var current = byToken.get(held.key().token());
        if (current != null
                && current.version() == held.version()
                && byToken.remove(held.key().token(), current)) {
            byDevice.remove(held.device(), held.key());
            count(held, outcome, Duration.between(held.startedAt(), now));
        }
    }

    private void count(HeldSession held, String outcome, Duration duration) {
        var trace = traces.of(held.key().token());
        if (trace == null) {
            metrics.sessionEnded(held.firstEvent(), outcome, duration);
        } else {
            trace.asExemplar(() -> metrics.sessionEnded(held.firstEvent(), outcome, duration));
        }
    }

    /**
     * Takes out those whose CPE has been silent for their time-out: the store ends them too. Of those whose CPE takes its time
     * only what their end needs is kept; of a shared store, which alone knows how sessions ended, nothing: they may well
     * have moved on elsewhere. Those with a message to be answered are left as they are.
     */
    void sweep(Instant now) {
        for (var held : byToken.values()) {
            if (turns.containsKey(held.key().token())) {
                continue;
            }
            if (!shared && held.isOver(now)) {
                end(held, "timed-out", now);
            } else if (held instanceof LiveSession live && live.isIdleFor(keptWhole, now)) {
                rest(live);
            }
        }
    }

    private void rest(LiveSession live) {
        var token = live.key().token();
        if (!shared) {
            byToken.replace(token, live, RestingSession.of(live));
        } else if (byToken.remove(token, live)) {
            byDevice.remove(live.device(), live.key());
        }
    }
}
