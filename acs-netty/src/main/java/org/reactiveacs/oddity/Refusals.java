package org.reactiveacs.oddity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import org.reactiveacs.anomaly.Anomaly;
import org.reactiveacs.anomaly.AnomalyKind;
import org.reactiveacs.anomaly.AnomalyRules.Often;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Attempts to call as a device that were refused at this node. Anybody can make them, in any number and for any name: so few names are
 * remembered, the store is asked seldom, and only for a device that is known there is anything to tell. Thread-safe.
 */
final class Refusals {

    /** Names that are remembered; when there are more, those go that were seen least. */
    static final int MOST_NAMES = 10_000;

    private static final int MOST_WAITING = 64;
    private static final int MOST_LOOKS = 16;

    private final Often rule;
    private final Reports reports;
    private final OddityTools tools;
    private final Cache<DeviceId, Tally> tallies;
    private final Queue<Refused> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    private record Tally(Instant first, int count) {
        Tally and(Tally later, Duration within) {
            return later.first().isAfter(first.plus(within)) ? later : new Tally(first, count + later.count());
        }
    }

    private record Refused(DeviceId device, String peer, int count, Instant at) {}

    Refusals(Often rule, Reports reports, OddityTools tools) {
        this.rule = rule;
        this.reports = reports;
        this.tools = tools;
        this.tallies = Caffeine.newBuilder()
                .maximumSize(MOST_NAMES)
                .expireAfterWrite(rule.within())
                .build();
    }

    void count(DeviceId device, String peer, Instant at) {
        if (rule.isOff()) {
            return;
        }
        var tally = tallies.asMap().merge(device, new Tally(at, 1), (before, one) -> before.and(one, rule.within()));
        if (tally != null && tally.count() >= rule.times()) {
            tallies.invalidate(device);
            boolean isTaken = waiting.offer(new Refused(device, peer, tally.count(), at));
            tools.metrics().anomalySign(isTaken ? "taken" : "dropped");
        }
    }

    Mono<Void> round() {
        return Flux.range(0, Math.min(MOST_LOOKS, waiting.size()))
                .concatMap(i -> Mono.justOrEmpty(waiting.poll()))
                .concatMap(refused -> tools.store()
                        .devices()
                        .find(refused.device())
                        .flatMap(known -> reports.raise(anomaly(refused, known))))
                .then();
    }

    private static Anomaly anomaly(Refused refused, KnownDevice known) {
        var head = known.head();
        return new Anomaly(
                AnomalyKind.CREDENTIAL_FAILURES,
                refused.device(),
                refused.at(),
                refused.at(),
                refused.count(),
                refused.count() + " attempts to call as this device were refused, the last from " + refused.peer()
                        + (head == null
                                ? "; the device itself has never called"
                                : "; the device itself called last from "
                                        + head.contact().peer()));
    }
}
