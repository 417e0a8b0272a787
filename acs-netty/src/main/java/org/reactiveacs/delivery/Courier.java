package org.reactiveacs.delivery;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.feed.Told;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.filter.FilterSyntaxException;
import org.reactiveacs.subscription.DeadLetter;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Report;
import org.reactiveacs.subscription.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Delivers the events of this node's partitions for one subscription, one parcel after the other: so those of a device arrive in their
 * order. A parcel that is not taken is put together anew for the next try, and what has come meanwhile goes with it. For one thread, that
 * of the scheduler.
 */
final class Courier {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int READS_AT_ONCE = 8;
    private static final double LONGER = 2;
    private static final double JITTER = 0.5;

    private final DeliveryTools tools;
    private final DeliverySettings settings;
    private final Subscriptions subscriptions;
    private final Receiver receiver;
    private final Scheduler scheduler;
    private final Hindrances hindrances;
    private final IntervalFunction waits;
    private final Cursors cursors;
    private final Replay replay;

    private EventSubscription subscription;
    private @Nullable Report report;
    private @Nullable Report written;
    private int failures;
    private long notBefore = System.nanoTime();
    private boolean goesOn;
    private int turn;
    private volatile @Nullable Disposable underWay;

    /** What all couriers of a node share. */
    record Shared(
            DeliveryTools tools,
            DeliverySettings settings,
            Subscriptions subscriptions,
            Receiver receiver,
            Scheduler scheduler,
            Hindrances hindrances) {}

    Courier(Shared shared, EventSubscription subscription) {
        this.tools = shared.tools();
        this.settings = shared.settings();
        this.subscriptions = shared.subscriptions();
        this.receiver = shared.receiver();
        this.scheduler = shared.scheduler();
        this.hindrances = shared.hindrances();
        this.subscription = subscription;
        this.cursors = new Cursors(tools.membership().leases());
        this.replay = new Replay(subscriptions, receiver, scheduler);
        this.waits = IntervalFunction.ofExponentialRandomBackoff(
                settings.patience().first(), LONGER, JITTER, settings.patience().most());
    }

    /** The subscription was written anew: perhaps what was wrong with it is right now. */
    void take(EventSubscription next) {
        if (!next.equals(subscription)) {
            subscription = next;
            notBefore = System.nanoTime();
            failures = 0;
        }
    }

    /** How many events are to be delivered still. */
    long lag(Map<Integer, Long> newest) {
        return cursors.lag(newest);
    }

    /** Begins with what there is to do, unless that is under way or has to wait. */
    void go(Map<Integer, Long> newest) {
        if (isUnderWay() || System.nanoTime() - notBefore < 0) {
            return;
        }
        underWay = prepared()
                .then(Mono.defer(() -> parcel(newest)).repeat(() -> goesOn).then())
                .then(Mono.defer(this::replayed))
                .then(Mono.defer(this::reported))
                .doOnSuccess(went -> hindrances.gone(subscription.id()))
                .onErrorResume(this::hindered)
                // What is wrong is told once the store takes it.
                .onErrorResume(StoreException.class, this::hindered)
                .subscribe();
    }

    private boolean isUnderWay() {
        var work = underWay;
        return work != null && !work.isDisposed();
    }

    /** From any thread; nothing is begun any more. */
    void stop() {
        var work = underWay;
        if (work != null) {
            work.dispose();
        }
    }

    private Mono<Void> hindered(Throwable failure) {
        if (hindrances.isNews(subscription.id(), failure.getMessage())) {
            LOG.warn("deliveries wait subscription={} reason=\"{}\"", subscription.id(), failure.getMessage());
        }
        pause();
        if (!(failure instanceof FilterSyntaxException unread)) {
            return Mono.empty();
        }
        report = known().wrong("its filter cannot be read any more: " + unread.problem());
        return reported();
    }

    private void pause() {
        pause(Duration.ZERO);
    }

    /** @param asked how long the receiver wants to be left alone */
    private void pause(Duration asked) {
        failures++;
        notBefore = System.nanoTime() + Math.max(waits.apply(failures) * 1_000_000, asked.toNanos());
    }

    private Instant now() {
        return Instant.ofEpochMilli(tools.clock().millis());
    }

    private String node() {
        return tools.membership().self().name();
    }

    /** Reads what this node does not know yet. */
    private Mono<Void> prepared() {
        var known = report != null
                ? Mono.<Void>empty()
                : subscriptions
                        .reports(subscription.id())
                        .publishOn(scheduler)
                        .doOnNext(reports -> {
                            report = reports.getOrDefault(node(), Report.NONE);
                            written = report;
                        })
                        .then();
        return known.then(Mono.defer(this::placed));
    }

    private Mono<Void> placed() {
        var leases = tools.membership().leases();
        var held = leases.held();
        if (!cursors.areToBeRead(held)) {
            return Mono.empty();
        }
        var tokens = new HashMap<Integer, Long>();
        held.forEach(partition -> leases.token(partition).ifPresent(token -> tokens.put(partition, token)));
        return subscriptions
                .cursors(subscription.id())
                .publishOn(scheduler)
                .doOnNext(stored -> cursors.take(tokens, stored, subscription.start()))
                .then();
    }

    private Mono<Void> parcel(Map<Integer, Long> newest) {
        goesOn = false;
        var behind = new ArrayList<>(cursors.behind(newest));
        if (behind.isEmpty()) {
            if (cursors.isEmpty()) {
                report = known().past(); // Whether it goes well is told by those who deliver.
            }
            return Mono.empty();
        }
        // None is always the last to be looked at.
        Collections.rotate(behind, turn++);
        return filled(behind).flatMap(this::sent);
    }

    private Mono<Parcel> filled(List<Integer> partitions) {
        var parcel = new Parcel(settings.batch());
        return Flux.fromIterable(partitions)
                .flatMapSequential(this::events, READS_AT_ONCE, 1)
                .concatMap(all -> judged(all, parcel), 1)
                .takeUntil(went -> parcel.isFull())
                .then(Mono.just(parcel));
    }

    private Mono<List<Told>> events(int partition) {
        long after = cursors.number(partition);
        return tools.store()
                .outbox()
                .read(partition, after, settings.batch().events())
                .publishOn(scheduler)
                .map(slice -> Told.of(partition, after, slice));
    }

    private Mono<Boolean> judged(List<Told> all, Parcel parcel) {
        var choice = subscription.terms().choice();
        return Flux.fromIterable(all)
                .flatMapSequential(
                        told -> tools.judge().wants(choice, told).map(isWanted -> Map.entry(told, isWanted)),
                        READS_AT_ONCE)
                .publishOn(scheduler)
                .takeWhile(judgement -> parcel.take(judgement.getKey(), judgement.getValue()))
                .then(Mono.just(true));
    }

    private Mono<Void> sent(Parcel parcel) {
        if (!cursors.holds(parcel.numbers().keySet())) {
            return Mono.empty(); // Another node delivers it.
        }
        if (parcel.events() == 0) {
            return settled(parcel, true);
        }
        return receiver.deliver(subscription, parcel.body(), false)
                .publishOn(scheduler)
                .flatMap(outcome -> became(parcel, outcome));
    }

    private Mono<Void> became(Parcel parcel, DeliveryOutcome outcome) {
        if (outcome.verdict() == DeliveryOutcome.Verdict.TAKEN) {
            failures = 0;
            report = known().delivered(parcel.events(), now());
            tools.metrics().subscriptionEvents("delivered", parcel.events());
            return settled(parcel, true);
        }
        boolean isRejected = outcome.verdict() == DeliveryOutcome.Verdict.NEVER;
        report = isRejected ? known().rejected(outcome.text()) : known().failed(outcome.text(), now());
        tools.metrics().subscriptionEvents("failed", parcel.events());
        pause(outcome.pause());
        return isRejected || isGivenUp() ? buried(parcel, outcome.text()) : Mono.empty();
    }

    /** Whoever turns a subscription on again, or corrects it, has it tried as if it had not failed before. */
    private boolean isGivenUp() {
        var since = known().failingSince();
        if (since == null) {
            return false;
        }
        var begun = since.isBefore(subscription.at()) ? subscription.at() : since;
        return !begun.plus(settings.patience().giveUp()).isAfter(now());
    }

    private Report known() {
        return report == null ? Report.NONE : report;
    }

    private Mono<Void> buried(Parcel parcel, String why) {
        var letter = new DeadLetter(tools.ids().next(), now(), why, parcel.events(), parcel.body());
        return subscriptions
                .bury(subscription.id(), letter, settings.patience().deadLetters())
                .publishOn(scheduler)
                .flatMap(gone -> {
                    report = known().buried(parcel.events(), why);
                    tools.metrics().subscriptionEvents("dead-lettered", parcel.events());
                    LOG.warn(
                            "events given up subscription={} count={} lost={} reason=\"{}\"",
                            subscription.id(),
                            parcel.events(),
                            gone,
                            why);
                    return settled(parcel, false);
                });
    }

    private Mono<Void> settled(Parcel parcel, boolean mayGoOn) {
        var ours = cursors.advance(parcel.numbers());
        goesOn = mayGoOn && parcel.isFull();
        return subscriptions.keepCursors(subscription.id(), ours).publishOn(scheduler);
    }

    /** One holder of the subscription's own partition does it for all. */
    private Mono<Void> replayed() {
        if (!tools.membership().leases().holds(subscription.partition()) || System.nanoTime() - notBefore < 0) {
            return Mono.empty();
        }
        return replay.go(subscription).doOnNext(this::counted).then();
    }

    private void counted(Replay.Went went) {
        if (went.delivered() > 0) {
            failures = 0;
            report = known().delivered(went.delivered(), now());
            tools.metrics().subscriptionEvents("delivered", went.delivered());
        }
        if (!went.error().isEmpty()) {
            report = known().failed(went.error(), now());
            pause(went.pause());
        }
    }

    private Mono<Void> reported() {
        var now = report;
        if (now == null || now.equals(written)) {
            return Mono.empty();
        }
        written = now;
        return subscriptions.keepReport(subscription.id(), node(), now).publishOn(scheduler);
    }
}
