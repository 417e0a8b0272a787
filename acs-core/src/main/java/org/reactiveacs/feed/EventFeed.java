package org.reactiveacs.feed;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.feed.Portion.End;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.StoreException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * All that happens in the whole cluster, at this node: one reader of the store hands it to all who listen here. Events of one device
 * come in their order; one that was told may be told again to a reader who goes on elsewhere, and none is left out without a {@link
 * Told.Gap}. Thread-safe.
 */
public final class EventFeed implements AutoCloseable {

    private final Outbox outbox;
    private final Settings settings;
    private final Scheduler scheduler = Schedulers.newSingle("events", true);
    private final Sinks.Empty<Void> ending = Sinks.empty();

    /** While anybody listens. */
    private @Nullable Following following;

    private int listeners;
    private volatile boolean hasEnded;

    /**
     * What following takes.
     *
     * @param kept the newest events that are kept for all who listen: whoever is further behind is too slow
     * @param portion events that are read and told together at most
     * @param poll from one look at the store to the next
     * @param heartbeat after how much silence a listener is told that there is nothing
     */
    public record Settings(int kept, int portion, Duration poll, Duration heartbeat) {}

    public EventFeed(Outbox outbox, Settings settings) {
        this.outbox = outbox;
        this.settings = settings;
    }

    /**
     * What happened after a position and what happens from now on. At most two portions wait for a listener who does not ask for more.
     * Ends with an {@link End}, never with an error of the store.
     *
     * @param after null for what happens from now on
     */
    public Flux<Portion> after(@Nullable Position after) {
        return Flux.using(this::join, followed -> portions(followed, after), this::leave)
                .takeUntilOther(ending.asMono())
                .concatWith(Mono.fromSupplier(() -> hasEnded ? new End(End.Reason.STOPPING) : null))
                .onErrorResume(StoreException.class, failure -> Mono.just(new End(End.Reason.UNAVAILABLE)))
                .takeUntil(portion -> portion instanceof End);
    }

    private Flux<Portion> portions(Following followed, @Nullable Position after) {
        return followed.tail().flatMapMany(tail -> {
            var reader = new FeedReader(outbox, tail, settings, scheduler, after);
            Portion first = new Portion.Some(List.of(), reader.position());
            return Flux.just(first)
                    .concatWith(Flux.<Integer>generate(asked -> asked.next(0)).concatMap(asked -> reader.next(), 1));
        });
    }

    private synchronized Following join() {
        listeners++;
        if (following == null) {
            following = new Following(outbox, settings, scheduler);
        }
        return following;
    }

    private synchronized void leave(Following followed) {
        listeners--;
        if (listeners == 0) {
            followed.end();
            following = null;
        }
    }

    /** How many listen now. */
    public synchronized int listeners() {
        return listeners;
    }

    /** Tells all listeners that this node stops, and whoever comes now. */
    public void end() {
        hasEnded = true;
        ending.tryEmitEmpty();
    }

    /** Whether it has told them. */
    public boolean hasEnded() {
        return hasEnded;
    }

    @Override
    public void close() {
        end();
        scheduler.dispose();
    }
}
