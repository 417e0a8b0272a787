package org.reactiveacs.endpoint;

import java.time.Duration;
import java.time.Instant;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.Loaded;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Resumed;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.SessionStore;
import reactor.core.publisher.Mono;

/**
 * The session store with a watch: how long each call took, and whether it failed, goes into the metrics, and if it
 * was for a message of a traced session under its span.
 */
record TimedSessions(SessionStore sessions, AcsMetrics metrics) {

    Mono<Opened> open(Arrival arrival, Turn turn) {
        return timed("open", turn, sessions.open(arrival));
    }

    Mono<Resumed> resume(SessionKey key, Instant now, Turn turn) {
        return timed("resume", turn, sessions.resume(key, now));
    }

    Mono<Loaded> load(DeviceId device, Turn turn) {
        return timed("load", turn, sessions.load(device));
    }

    Mono<Committed> commit(Commit commit, Turn turn) {
        return timed("commit", turn, sessions.commit(commit));
    }

    private <T> Mono<T> timed(String operation, Turn turn, Mono<T> call) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return call.doOnSuccess(answer -> answered(operation, turn, start, true))
                    .doOnError(failure -> answered(operation, turn, start, false));
        });
    }

    private void answered(String operation, Turn turn, long start, boolean succeeded) {
        metrics.store(operation, succeeded, Duration.ofNanos(System.nanoTime() - start));
        var span = turn.span();
        if (span != null) {
            span.storeAsked(operation, start, succeeded);
        }
    }
}
