package org.reactiveacs.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Outbox;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * One reader of the feed. What he has missed he reads from the store, partition by partition, and goes on with what all readers of this
 * node share from the place where that ended before he began to read: what he has read by then he is not told again. For one call at a
 * time.
 */
final class FeedReader {
    private final Outbox outbox;
    private final Tail tail;
    private final EventFeed.Settings settings;
    private final Scheduler scheduler;
    private final long[] read;

    /** Where the shared feed ended when the look at the store began; null before. */
    private Tail.@Nullable Mark joining;

    private final Deque<Map.Entry<Integer, Long>> behind = new ArrayDeque<>();

    /** Where in the shared feed, negative before. */
    private long at = -1;

    private boolean hasJoined;

    /** @param after null to begin with what comes */
    FeedReader(Outbox outbox, Tail tail, EventFeed.Settings settings, Scheduler scheduler, @Nullable Position after) {
        this.outbox = outbox;
        this.tail = tail;
        this.settings = settings;
        this.scheduler = scheduler;
        if (after == null) {
            var now = tail.mark();
            read = now.numbers();
            at = now.at();
        } else {
            read = after.numbers();
        }
    }

    String position() {
        return PositionText.write(read);
    }

    /** What comes next, once it comes; nothing if that takes long. */
    Mono<Portion> next() {
        if (at >= 0) {
            return shared();
        }
        if (joining == null) {
            return look();
        }
        var next = behind.peek();
        if (next == null) {
            at = joining.at();
            return shared();
        }
        return missed(next.getKey(), next.getValue());
    }

    private Mono<Portion> look() {
        joining = tail.mark();
        return outbox.newest(Following.ALL).publishOn(scheduler).flatMap(newest -> {
            newest.entrySet().stream()
                    .filter(partition -> partition.getValue() != read[partition.getKey()])
                    .forEach(behind::add);
            return next();
        });
    }

    private Mono<Portion> missed(int partition, long newest) {
        long after = read[partition];
        return outbox.read(partition, after, settings.portion())
                .publishOn(scheduler)
                .map(slice -> {
                    var entries = new ArrayList<Entry>();
                    for (var told : Told.of(partition, after, slice)) {
                        read[partition] = told.number();
                        entries.add(new Entry(told, position()));
                    }
                    if (read[partition] >= newest || slice.events().size() < settings.portion()) {
                        behind.poll();
                    }
                    return new Portion.Some(entries, position());
                });
    }

    private Mono<Portion> shared() {
        var changed = tail.changed();
        var found = tail.from(at, settings.portion());
        if (found == null) {
            return lost();
        }
        hasJoined = true;
        at += found.size();
        var entries = unread(found);
        if (!entries.isEmpty()) {
            return Mono.just(new Portion.Some(entries, position()));
        }
        if (!found.isEmpty()) {
            return Mono.defer(this::shared);
        }
        var nothing = Mono.delay(settings.heartbeat(), scheduler);
        return Mono.firstWithSignal(changed.thenReturn(true), nothing.thenReturn(false))
                .publishOn(scheduler)
                .flatMap(isNews -> isNews ? shared() : Mono.just(new Portion.Some(List.of(), position())));
    }

    /** Whoever needed long to read what he had missed goes on from there; whoever does not keep up is told so. */
    private Mono<Portion> lost() {
        if (hasJoined) {
            return Mono.just(new Portion.End(Portion.End.Reason.SLOW));
        }
        at = -1;
        return look();
    }

    private List<Entry> unread(List<Entry> found) {
        var entries = new ArrayList<Entry>(found.size());
        for (var entry : found) {
            var told = entry.told();
            boolean isSetBack = told instanceof Told.Gap gap && gap.reason() == Told.Gap.Reason.SET_BACK;
            long before = read[told.partition()];
            if (isSetBack ? told.number() < before : told.number() > before) {
                read[told.partition()] = told.number();
                entries.add(entry);
            }
        }
        return entries;
    }
}
