package org.reactiveacs.endpoint;

import java.time.Instant;
import java.time.InstantSource;
import org.reactiveacs.session.DeviceView;
import org.reactiveacs.session.Opening;
import org.reactiveacs.session.Session;
import org.reactiveacs.session.SessionEngine;
import org.reactiveacs.store.Resumed;
import org.reactiveacs.store.SessionKey;
import reactor.core.publisher.Mono;

/**
 * Reads sessions back from the store: a message may come to a node that never saw the session, or that saw it before
 * another node took it further. Thread-safe.
 */
final class Recall {

    private final SessionEngine engine;
    private final TimedSessions sessions;
    private final LiveSessions live;
    private final InstantSource clock;

    Recall(SessionEngine engine, TimedSessions sessions, LiveSessions live, InstantSource clock) {
        this.engine = engine;
        this.sessions = sessions;
        this.live = live;
        this.clock = clock;
    }

    /** The session as the store has it, empty when it has none. */
    Mono<LiveSession> session(SessionKey key, SessionTurns turns, SessionService.Hand hand) {
        return sessions.resume(key, now(), hand.turn())
                .publishOn(hand.loop())
                .flatMap(resumed -> recalled(key, resumed, turns, hand));
    }

    private Mono<LiveSession> recalled(SessionKey key, Resumed resumed, SessionTurns turns, SessionService.Hand hand) {
        var opened = resumed.opened();
        var device = opened.device();
        if (device == null) {
            return Mono.empty();
        }
        if (resumed.session() instanceof Opening opening) {
            // Nothing was committed since the Inform: what it led to comes out the same here.
            var step = engine.begin(opened, opening, device.contact().last());
            var begun = live(key, step.session(), step.view(), resumed.version());
            return turns.begin(begun, step, hand).then(Mono.fromSupplier(() -> live.get(key)));
        }
        var again = live(
                key,
                (Session) resumed.session(),
                DeviceView.of(device, opened.registration(), opened.traits()),
                resumed.version());
        live.put(again);
        return Mono.just(again);
    }

    private LiveSession live(SessionKey key, Session session, DeviceView view, long version) {
        return new LiveSession(key, session, view, version, now());
    }

    /** Times are kept to the millisecond: that is what records hold. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
