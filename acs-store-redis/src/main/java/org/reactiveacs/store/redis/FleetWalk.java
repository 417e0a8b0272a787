package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.SearchPosition;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterMatcher;
import org.reactiveacs.store.filter.KnownCandidate;
import org.reactiveacs.store.redis.link.RedisLink;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Goes through the devices of all partitions in the order of a search until a page is full, with some of each partition in
 * hand. For one search; its steps come one after the other.
 */
final class FleetWalk {

    private static final int PARALLEL = 64;

    /** Read of a partition in one go, growing while a walk goes on. */
    private static final int MOST = 128;

    private final DeviceBatch batch;
    private final DeviceQuery query;
    private final Comparator<SearchPosition> order;
    private final List<PartitionRange> ranges;
    private final List<KnownDevice> page = new ArrayList<>();
    private final boolean withTrees;
    private final @Nullable SearchPosition after;
    private int some;
    private long count;
    private boolean more;
    private @Nullable SearchPosition lastShown;

    FleetWalk(RedisLink link, DeviceBatch batch, DeviceQuery query, @Nullable SearchPosition after) {
        this.batch = batch;
        this.query = query;
        this.order = query.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        // A count is of the whole fleet, so a walk that counts begins at its beginning.
        this.ranges = PartitionRange.all(link, query, query.count() ? null : after);
        this.after = after;
        this.withTrees = KnownCandidate.needsTree(query.filter());
        this.some = Math.min(MOST, 4 + query.limit() / 64);
    }

    Mono<DeviceStore.Page> page() {
        return Mono.defer(this::step).repeat(() -> !isOver()).then(Mono.fromSupplier(this::result));
    }

    private boolean isOver() {
        return more && !query.count() || ranges.stream().allMatch(PartitionRange::isEnded);
    }

    private DeviceStore.Page result() {
        return new DeviceStore.Page(
                page, more ? Objects.requireNonNull(lastShown).cursor() : null, query.count() ? count : null);
    }

    private Mono<Void> step() {
        int read = some;
        some = Math.min(MOST, some * 2);
        return Flux.fromIterable(ranges)
                .filter(PartitionRange::needsMore)
                .flatMap(range -> range.more(read), PARALLEL)
                .then(Mono.fromSupplier(this::inOrder))
                .flatMap(this::look);
    }

    /** Devices whose turn is certain: until a partition that has more has none of them in hand. */
    private List<SearchPosition> inOrder() {
        var heads = new PriorityQueue<PartitionRange>(
                Comparator.comparing(range -> Objects.requireNonNull(range.peek()), order));
        boolean certain = true;
        for (var range : ranges) {
            if (range.peek() != null) {
                heads.add(range);
            } else {
                certain &= range.isEnded();
            }
        }
        var turn = new ArrayList<SearchPosition>();
        while (certain && !heads.isEmpty()) {
            var range = heads.remove();
            turn.add(range.take());
            if (range.peek() != null) {
                heads.add(range);
            } else {
                certain = range.isEnded();
            }
        }
        return turn;
    }

    private Mono<Void> look(List<SearchPosition> turn) {
        boolean all = query.filter() instanceof DeviceFilter.All;
        // Of a filter that all devices pass, those that are only counted need not be read.
        var wanted = all ? turn.stream().filter(this::mayBeShown).toList() : turn;
        return batch.read(wanted.stream().map(SearchPosition::id).toList(), withTrees)
                .doOnNext(devices -> turn.forEach(position -> {
                    var device = devices.get(position.id());
                    if (device != null ? FilterMatcher.matches(query.filter(), device) : all) {
                        count++;
                        show(position, device);
                    }
                }))
                .then();
    }

    private boolean mayBeShown(SearchPosition position) {
        return !more && isAfterCursor(position);
    }

    private boolean isAfterCursor(SearchPosition position) {
        return after == null || order.compare(position, after) > 0;
    }

    private void show(SearchPosition position, @Nullable KnownCandidate device) {
        if (device == null || !isAfterCursor(position)) {
            return;
        }
        if (page.size() == query.limit()) {
            more = true;
            return;
        }
        page.add(device.known());
        lastShown = position;
    }
}
