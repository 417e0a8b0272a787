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

/** The session store with a watch: how long each call took, and whether it failed, goes into the metrics. */
record TimedSessions(SessionStore sessions, AcsMetrics metrics) {

    Mono<Opened> open(Arrival arrival) {
        return timed("open", sessions.open(arrival));
    }

    Mono<Resumed> resume(SessionKey key, Instant now) {
        return timed("resume", sessions.resume(key, now));
    }

    Mono<Loaded> load(DeviceId device) {
        return timed("load", sessions.load(device));
    }

    Mono<Committed> commit(Commit commit) {
        return timed("commit", sessions.commit(commit));
    }

    private <T> Mono<T> timed(String operation, Mono<T> call) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return call.doOnSuccess(answer -> metrics.store(operation, true, since(start)))
                    .doOnError(failure -> metrics.store(operation, false, since(start)));
        });
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
