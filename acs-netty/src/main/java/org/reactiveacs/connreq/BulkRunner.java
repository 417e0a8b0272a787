package org.reactiveacs.connreq;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.reactiveacs.bulk.BulkProgress;
import org.reactiveacs.bulk.BulkRequest;
import org.reactiveacs.bulk.BulkRequest.State;
import org.reactiveacs.bulk.BulkRequests;
import org.reactiveacs.bulk.BulkShare;
import org.reactiveacs.cluster.Membership;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.port.Wake.Urgency;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.FilterSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks many devices to call: each second it looks for orders, and does of each the partitions that this node holds. A partition that
 * another node did not finish, for it is gone, begins anew; devices that have called since the order are not asked again.
 */
public final class BulkRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BulkRunner.class);
    private static final String ALL = "all";
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofHours(24);

    private final Store store;
    private final Supplier<PathNames> names;
    private final BulkRequests orders;
    private final ConnectionRequests requests;
    private final Membership membership;
    private final InstantSource clock;
    private final int atOnce;
    /** By order and partition; for the rounds alone, of which there is one at a time. */
    private final Map<String, Map<Integer, BulkRun>> runs = new HashMap<>();

    private final Hindrances hindrances = new Hindrances();
    private final Disposable rounds;

    /**
     * Where devices are found.
     *
     * @param names of parameters in filters
     */
    public record Devices(Store store, Supplier<PathNames> names) {}

    /** @param atOnce devices that may be in hand, of all partitions */
    public BulkRunner(
            Devices devices, ConnectionRequests requests, Membership membership, InstantSource clock, int atOnce) {
        this.store = devices.store();
        this.names = devices.names();
        this.orders = new BulkRequests(store.documents());
        this.requests = requests;
        this.membership = membership;
        this.clock = clock;
        this.atOnce = atOnce;
        this.rounds = Flux.interval(ROUND)
                .onBackpressureDrop()
                .concatMap(
                        tick -> round().doOnSuccess(went -> hindrances.gone(ALL))
                                .onErrorResume(failure -> waits(ALL, failure)),
                        1)
                .subscribe();
    }

    /** The next round tries again; one order that cannot go on keeps none of the others waiting. */
    private Mono<Void> waits(String order, Throwable failure) {
        if (hindrances.isNews(order, failure.getMessage())) {
            LOG.warn("bulk connection requests wait order={} reason=\"{}\"", order, failure.getMessage());
        }
        return Mono.empty();
    }

    private Mono<Void> round() {
        return orders.all().flatMap(all -> {
            forgetOthers(all);
            return Flux.fromIterable(all)
                    .concatMap(request -> round(request)
                            .doOnSuccess(went -> hindrances.gone(request.id()))
                            .onErrorResume(failure -> waits(request.id(), failure)))
                    .then();
        });
    }

    /** Orders that are gone from the store. */
    private void forgetOthers(List<BulkRequest> all) {
        Set<String> ids = new HashSet<>();
        all.forEach(request -> ids.add(request.id()));
        hindrances.retain(ids);
        runs.entrySet().removeIf(run -> {
            boolean isGone = !ids.contains(run.getKey());
            if (isGone) {
                run.getValue().values().forEach(BulkRun::stop);
            }
            return isGone;
        });
    }

    private Mono<Void> round(BulkRequest request) {
        if (request.at().plus(KEPT).isBefore(Instant.ofEpochMilli(clock.millis()))) {
            return orders.forget(request.id());
        }
        if (!request.isRunning()) {
            return ended(request);
        }
        return orders.progress(request).flatMap(progress -> {
            if (progress.state() == State.DONE) {
                return orders.done(request);
            }
            begin(progress);
            return kept(progress);
        });
    }

    private Mono<Void> ended(BulkRequest request) {
        var ours = runs.remove(request.id());
        if (ours == null) {
            return Mono.empty();
        }
        ours.values().forEach(BulkRun::stop);
        return orders.keep(request.id(), shares(ours));
    }

    /** Begins with partitions that are this node's and that nobody has done. */
    private void begin(BulkProgress progress) {
        var request = progress.request();
        var held = membership.leases().held();
        var ours = runs.computeIfAbsent(request.id(), id -> new HashMap<>());
        ours.entrySet().removeIf(run -> isOver(run.getKey(), run.getValue(), held));
        for (int partition : held) {
            var share = progress.shares().get(partition);
            if ((share == null || !share.isDone()) && !ours.containsKey(partition)) {
                var run = new BulkRun();
                run.begin(
                        store,
                        request,
                        filter(request),
                        partition,
                        Math.max(1, atOnce / held.size()),
                        device -> requests.wake(device, Urgency.IN_TURN, request.at()));
                ours.put(partition, run);
            }
        }
    }

    /** Of another node now, or broken: then it begins anew. */
    private static boolean isOver(int partition, BulkRun run, List<Integer> held) {
        var failure = run.failure();
        if (failure != null) {
            LOG.warn("bulk connection requests begin anew partition={} reason=\"{}\"", partition, failure.getMessage());
        }
        if (failure != null || !held.contains(partition)) {
            run.stop();
            return true;
        }
        return false;
    }

    private DeviceFilter filter(BulkRequest request) {
        try {
            return FilterParser.parse(request.filter(), request.at(), names.get());
        } catch (FilterSyntaxException e) {
            // It was checked: an alias in it was taken away since, or is so new that this node will know it at the next
            // look.
            throw new IllegalStateException(e.problem(), e);
        }
    }

    /** Writes down how far this node is, and keeps nothing in hand of what is done and written. */
    private Mono<Void> kept(BulkProgress progress) {
        var request = progress.request();
        var ours = runs.getOrDefault(request.id(), Map.of());
        if (ours.isEmpty()) {
            return Mono.empty();
        }
        var shares = shares(ours);
        var news = new HashMap<>(shares);
        news.entrySet().removeIf(one -> one.getValue().equals(progress.shares().get(one.getKey())));
        return (news.isEmpty() ? Mono.<Void>empty() : orders.keep(request.id(), news))
                .then(Mono.fromRunnable(() -> shares.forEach((partition, share) -> {
                    if (share.isDone()) {
                        ours.remove(partition);
                    }
                })));
    }

    private Map<Integer, BulkShare> shares(Map<Integer, BulkRun> ours) {
        Map<Integer, BulkShare> shares = new HashMap<>();
        String node = membership.self().name();
        ours.forEach((partition, run) -> shares.put(partition, run.share(node)));
        return shares;
    }

    @Override
    public void close() {
        rounds.dispose();
    }
}
