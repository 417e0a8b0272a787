package org.reactiveacs.connreq;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.bulk.BulkRequest;
import org.reactiveacs.bulk.BulkShare;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.port.WakeOutcome;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.filter.DeviceFilter;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The devices of one partition that an order means: each is found, asked, and counted. Thread-safe. */
final class BulkRun {
    private final LongAdder total = new LongAdder();
    private final LongAdder reached = new LongAdder();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    private volatile boolean isFound;
    private volatile boolean isDone;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable Disposable work;

    /** Asks one device. */
    @FunctionalInterface
    interface Asking {
        Mono<WakeOutcome> ask(DeviceId device);
    }

    /**
     * Begins.
     *
     * @param filter of the order, read
     * @param atOnce devices that may be in hand
     */
    void begin(Store store, BulkRequest request, DeviceFilter filter, int partition, int atOnce, Asking asking) {
        work = page(store, DeviceQuery.ofPartition(partition, request.tenant(), filter, null))
                .expand(page -> page.next() == null
                        ? Mono.empty()
                        : page(store, DeviceQuery.ofPartition(partition, request.tenant(), filter, page.next())))
                .doOnComplete(() -> isFound = true)
                .concatMapIterable(DeviceStore.Page::items, 1)
                .filter(device -> !device.isRetired() && !device.isHandedOver())
                .map(KnownDevice::id)
                .doOnNext(device -> total.increment())
                .flatMap(asking::ask, atOnce, 1)
                .subscribe(this::count, broken -> failure = broken, () -> isDone = true);
    }

    private static Flux<DeviceStore.Page> page(Store store, DeviceQuery query) {
        return store.devices().search(query).flux();
    }

    private void count(WakeOutcome outcome) {
        if (outcome.isReached()) {
            reached.increment();
        } else {
            failed.computeIfAbsent(outcome.result().label(), reason -> new LongAdder())
                    .increment();
        }
    }

    /** Why it cannot go on, null while it can. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /** How far it is. */
    BulkShare share(String node) {
        boolean wasDone = isDone; // Before the counts, which are whole then.
        Map<String, Long> reasons = new java.util.HashMap<>();
        failed.forEach((reason, count) -> reasons.put(reason, count.sum()));
        return new BulkShare(node, isFound, wasDone, total.sum(), reached.sum(), reasons);
    }

    /** Finds and asks no more; those that are being asked are asked to their end. */
    void stop() {
        var begun = work;
        if (begun != null) {
            begun.dispose();
        }
    }
}
