package org.reactiveacs.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.reactiveacs.delivery.DeliveryOutcome.Verdict;
import org.reactiveacs.subscription.DeadLetter;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Subscriptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Delivers dead letters again, the oldest first, when an operator has ordered it. One that is rejected stays and is passed over; a
 * receiver that fails is asked again later. For one thread.
 */
final class Replay {

    private final Subscriptions subscriptions;
    private final Receiver receiver;
    private final Scheduler scheduler;
    private final Set<String> rejected = new HashSet<>();
    private String order = "";
    private boolean isDone = true;

    /**
     * How it went.
     *
     * @param delivered events
     * @param error that ended it for now, empty if none did
     * @param pause how long the receiver wants to be left alone then, zero if it does not say
     */
    record Went(int delivered, String error, Duration pause) {
        Went(int delivered) {
            this(delivered, "", Duration.ZERO);
        }

        Went and(Went later) {
            return new Went(delivered + later.delivered, error + later.error, later.pause);
        }
    }

    Replay(Subscriptions subscriptions, Receiver receiver, Scheduler scheduler) {
        this.subscriptions = subscriptions;
        this.receiver = receiver;
        this.scheduler = scheduler;
    }

    /** Goes on with what is ordered; empty if there is nothing to do. */
    Mono<Went> go(EventSubscription subscription) {
        if (!order.equals(subscription.replay())) {
            order = subscription.replay();
            rejected.clear();
            isDone = order.isEmpty();
        }
        if (isDone) {
            return Mono.empty();
        }
        return subscriptions
                .deadLetters(subscription.id())
                .publishOn(scheduler)
                .flatMapIterable(letters -> letters)
                .filter(letter -> letter.id().compareTo(order) <= 0 && !rejected.contains(letter.id()))
                .concatMap(letter -> again(subscription, letter), 1)
                .takeUntil(went -> !went.error().isEmpty())
                .reduce(new Went(0), Went::and)
                .doOnNext(went -> isDone = went.error().isEmpty());
    }

    private Mono<Went> again(EventSubscription subscription, DeadLetter letter) {
        return receiver.deliver(subscription, letter.body(), true)
                .publishOn(scheduler)
                .flatMap(outcome -> {
                    if (outcome.verdict() == Verdict.TAKEN) {
                        return subscriptions
                                .dig(subscription.id(), letter.id())
                                .publishOn(scheduler)
                                .thenReturn(new Went(letter.events()));
                    }
                    if (outcome.verdict() == Verdict.NEVER) {
                        rejected.add(letter.id());
                        return Mono.just(new Went(0));
                    }
                    return Mono.just(new Went(0, outcome.text(), outcome.pause()));
                });
    }
}
