package org.reactiveacs.recording;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.reactiveacs.capture.CaptureOrder;
import org.reactiveacs.capture.CapturedMessage;
import org.reactiveacs.capture.Captures;
import org.reactiveacs.capture.Captures.Standing;
import org.reactiveacs.capture.Tap;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.Ids;
import org.reactiveacs.store.Write;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps messages of devices that operators have ordered to be captured: what sessions leave here waits in a bounded queue, and once a second it is
 * masked and written. Of each device this node keeps the newest messages alone. Thread-safe.
 */
public final class Recorder implements Tap, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final String WORK = "capture";

    /** Messages that are written together: a script takes only so many arguments. */
    private static final int AT_ONCE = 1_000;

    private final Captures captures;
    private final String node;
    private final Ids ids;
    private final InstantSource clock;
    private final AcsMetrics metrics;
    private final Limits limits;
    private final Hindrances hindrances = new Hindrances();
    private final Queue<Waiting> waiting;
    private final Disposable rounds;
    /** By device, of messages that this node wrote; for the rounds alone, of which there is one at a time. */
    private final Map<DeviceId, Reel> reels = new HashMap<>();

    /** What was taken from the queue and is not written yet, by device; it waits where the store does not take it. For the rounds alone. */
    private final Map<DeviceId, Map<String, CapturedMessage>> unwritten = new LinkedHashMap<>();

    private long state = -1;
    private long sequence;
    private List<Standing> known = List.of();
    /** When orders end, by device; as all threads see it. */
    private volatile Map<DeviceId, Instant> wanted = Map.of();

    /**
     * How much is kept.
     *
     * @param messages of a device that this node keeps, the newest
     * @param messageBytes of a message that are kept, its beginning
     * @param queue messages that may wait to be written
     * @param kept how long messages are kept after their order has ended
     */
    public record Limits(int messages, int messageBytes, int queue, Duration kept) {}

    private record Waiting(DeviceId device, Instant at, Overheard message) {}

    /** @param node that this is, by its name */
    public Recorder(Captures captures, String node, Ids ids, InstantSource clock, AcsMetrics metrics, Limits limits) {
        this.captures = captures;
        this.node = node;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
        this.limits = limits;
        this.waiting = new LinkedBlockingQueue<>(limits.queue());
        this.rounds = Flux.interval(ROUND, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(
                        tick -> round().doOnSuccess(went -> hindrances.gone(WORK))
                                .onErrorResume(this::later),
                        1)
                .subscribe();
    }

    private Mono<Void> later(Throwable failure) {
        if (hindrances.isNews(WORK, failure.getMessage())) {
            LOG.warn("captured messages wait reason=\"{}\"", failure.getMessage());
        }
        return Mono.empty();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public boolean isOpen() {
        return !wanted.isEmpty();
    }

    @Override
    public boolean isWanted(DeviceId device) {
        var until = wanted.get(device);
        return until != null && now().isBefore(until);
    }

    @Override
    public int mostBytes() {
        return limits.messageBytes();
    }

    @Override
    public void take(DeviceId device, Overheard message) {
        boolean isTaken = waiting.offer(new Waiting(device, now(), message));
        metrics.captured(isTaken);
    }

    private Mono<Void> round() {
        return orders().then(Mono.defer(this::written)).then(Mono.defer(this::forgotten));
    }

    /** Looks whether anything was ordered, and who is wanted now. */
    private Mono<Void> orders() {
        return captures.state()
                .filter(now -> now != state)
                .flatMap(now -> captures.all().flatMap(all -> {
                    known = all;
                    return cleared().doOnSuccess(done -> state = now);
                }))
                .then(Mono.fromRunnable(() -> wanted = known.stream()
                        .map(Standing::order)
                        .filter(order -> order.isActive(now()))
                        .collect(Collectors.toUnmodifiableMap(CaptureOrder::device, CaptureOrder::until))));
    }

    /** What this node wrote after the order was taken back, of which it did not know yet, goes too. */
    private Mono<Void> cleared() {
        var gone = new ArrayList<>(reels.keySet());
        gone.removeAll(ordered());
        return Flux.fromIterable(gone)
                .concatMap(device -> captures.clear(device).doOnSuccess(done -> reels.remove(device)))
                .then();
    }

    private Set<DeviceId> ordered() {
        return known.stream().map(Standing::order).map(CaptureOrder::device).collect(Collectors.toSet());
    }

    /** Writes what waits. */
    private Mono<Void> written() {
        return Mono.defer(this::someWritten).repeat(waiting.size() / AT_ONCE).then();
    }

    /** Of a device whose order is gone nothing is written. */
    private Mono<Void> someWritten() {
        if (unwritten.isEmpty()) {
            drain();
        }
        unwritten.keySet().retainAll(ordered());
        return Flux.fromIterable(List.copyOf(unwritten.entrySet()))
                .concatMap(of -> captures.keep(of.getKey(), of.getValue())
                        .doOnSuccess(done -> unwritten.remove(of.getKey()))
                        .thenMany(Flux.defer(
                                () -> Flux.fromIterable(reels.computeIfAbsent(of.getKey(), none -> new Reel())
                                        .beyond(of.getValue().keySet(), limits.messages()))))
                        .concatMap(name -> captures.drop(of.getKey(), name)))
                .then();
    }

    private void drain() {
        for (int left = Math.min(AT_ONCE, waiting.size()); left > 0; left--) {
            var next = waiting.remove();
            unwritten
                    .computeIfAbsent(next.device(), none -> new LinkedHashMap<>())
                    .put(Reel.name(next.at(), sequence++, node), Reel.message(next.at(), node, next.message()));
        }
    }

    /** Forgets what was ordered long ago. */
    private Mono<Void> forgotten() {
        return Flux.fromIterable(known)
                .filter(standing ->
                        !standing.order().until().plus(limits.kept()).isAfter(now()))
                .concatMap(standing -> captures.forget(standing, new Write(ids.next(), Actor.SYSTEM, now())))
                .then();
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}
