package org.reactiveacs.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.subscription.EventSubscription;
import org.reactiveacs.subscription.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Delivers events to those who have subscribed, in the partitions that this node holds. While nobody has, it asks once a second whether
 * that is still so, and for nothing else.
 */
public final class Deliveries implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final String ALL = "all";
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final DeliveryTools tools;
    private final Subscriptions subscriptions;
    private final Receiver receiver;
    private final Hindrances hindrances = new Hindrances();
    private final Scheduler scheduler = Schedulers.newSingle("deliveries", true);
    private final Courier.Shared shared;
    private final Disposable rounds;

    private final Map<String, Courier> couriers = new ConcurrentHashMap<>();

    // Touched by the rounds alone, of which there is one at a time.
    private Set<String> known = new HashSet<>();
    private long state = -1;
    private long looked = System.nanoTime() - LOOK.toNanos();

    private volatile long lag;

    public Deliveries(DeliverySettings settings, DeliveryTools tools) {
        this.tools = tools;
        this.subscriptions = new Subscriptions(tools.store());
        this.receiver = new Receiver(settings, tools.clock(), tools.metrics());
        this.shared = new Courier.Shared(tools, settings, subscriptions, receiver, scheduler, hindrances);
        tools.metrics().subscriptionLag(() -> lag);
        this.rounds = Flux.interval(settings.poll(), scheduler)
                .onBackpressureDrop()
                .concatMap(
                        tick -> round().doOnSuccess(went -> hindrances.gone(ALL))
                                .onErrorResume(this::waits),
                        1)
                .subscribe();
    }

    /** The next round tries again. */
    private Mono<Void> waits(Throwable failure) {
        if (hindrances.isNews(ALL, failure.getMessage())) {
            LOG.warn("deliveries wait reason=\"{}\"", failure.getMessage());
        }
        return Mono.empty();
    }

    private Mono<Void> round() {
        return look().then(Mono.defer(() -> {
            if (couriers.isEmpty()) {
                lag = 0;
                return Mono.empty();
            }
            return tools.store()
                    .outbox()
                    .newest(tools.membership().leases().held())
                    .publishOn(scheduler)
                    .doOnNext(this::go)
                    .then();
        }));
    }

    private void go(Map<Integer, Long> newest) {
        lag = couriers.values().stream()
                .mapToLong(courier -> courier.lag(newest))
                .sum();
        couriers.values().forEach(courier -> courier.go(newest));
    }

    private Mono<Void> look() {
        if (System.nanoTime() - looked < LOOK.toNanos()) {
            return Mono.empty();
        }
        return subscriptions.state().publishOn(scheduler).flatMap(now -> {
            looked = System.nanoTime();
            return now == state
                    ? Mono.empty()
                    : subscriptions
                            .all()
                            .publishOn(scheduler)
                            .flatMap(all -> take(all).doOnSuccess(went -> state = now));
        });
    }

    private Mono<Void> take(List<EventSubscription> all) {
        Set<String> ids = new HashSet<>();
        Set<String> enabled = new HashSet<>();
        for (var subscription : all) {
            ids.add(subscription.id());
            if (subscription.terms().enabled()) {
                enabled.add(subscription.id());
                couriers.computeIfAbsent(subscription.id(), id -> new Courier(shared, subscription))
                        .take(subscription);
            }
        }
        couriers.entrySet().removeIf(courier -> {
            boolean isOver = !enabled.contains(courier.getKey());
            if (isOver) {
                courier.getValue().stop();
                hindrances.gone(courier.getKey());
            }
            return isOver;
        });
        var gone = new HashSet<>(known);
        gone.removeAll(ids);
        known = ids;
        // Whoever removed it has removed this too, but perhaps before the last delivery was noted.
        return Flux.fromIterable(gone).concatMap(subscriptions::forget).then();
    }

    @Override
    public void close() {
        rounds.dispose();
        couriers.values().forEach(Courier::stop);
        receiver.close();
        scheduler.dispose();
    }
}
