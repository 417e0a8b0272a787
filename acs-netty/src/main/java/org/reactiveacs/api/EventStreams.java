package org.reactiveacs.api;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.feed.Entry;
import org.reactiveacs.feed.EventChoice;
import org.reactiveacs.feed.EventFeed;
import org.reactiveacs.feed.EventJson;
import org.reactiveacs.feed.EventJudge;
import org.reactiveacs.feed.Portion;
import org.reactiveacs.feed.Position;
import org.reactiveacs.feed.Told;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.filter.FilterSyntaxException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * What happens, as server-sent events to as many clients as there may be. Each event has an id from which the client goes on, at any
 * node and with any choice; heartbeats have one too, so that a client who chooses seldom events does not fall behind. Thread-safe.
 */
final class EventStreams implements AutoCloseable {

    private static final int JUDGED_AT_ONCE = 16;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EventFeed feed;
    private final EventJudge judge;
    private final Scheduler work;
    private final int most;
    private final long heartbeatNanos;
    private final AtomicInteger open = new AtomicInteger();

    EventStreams(ApiParts parts, Scheduler work) {
        var settings = parts.settings().streams();
        this.feed = new EventFeed(parts.store().outbox(), settings.feed());
        this.judge = new EventJudge(parts.store(), parts.scheme(), parts::names, parts.clock());
        this.work = work;
        this.most = settings.most();
        this.heartbeatNanos = settings.feed().heartbeat().toNanos();
    }

    /** Reads filters, and judges by them. */
    EventJudge judge() {
        return judge;
    }

    /** How many clients there are now. */
    int open() {
        return open.get();
    }

    /** Whether nobody else is let in now. */
    boolean isFull() {
        return open.get() >= most;
    }

    /** Whether this node stops, and clients had better ask another. */
    boolean isEnding() {
        return feed.hasEnded();
    }

    /**
     * What a client is sent. It takes a place while it lasts; one that finds none ends at once.
     *
     * @param after null for what happens from now on
     */
    Flux<byte[]> stream(@Nullable Position after, EventChoice choice) {
        return Flux.defer(() -> {
                    if (open.incrementAndGet() > most) {
                        open.decrementAndGet();
                        return Flux.just(end("full"));
                    }
                    return texts(after, choice).doFinally(signal -> open.decrementAndGet());
                })
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private Flux<String> texts(@Nullable Position after, EventChoice choice) {
        var beat = new Beat();
        return feed.after(after)
                .publishOn(work, 1)
                .concatMap(portion -> text(portion, choice, beat), 1)
                // An alias in it was taken away meanwhile.
                .onErrorResume(FilterSyntaxException.class, gone -> Mono.just(end("filter")))
                .onErrorResume(StoreException.class, failure -> Mono.just(end("unavailable")))
                .filter(text -> !text.isEmpty());
    }

    /** When something was sent last; a client that is sent nothing for long is sent a comment. */
    private static final class Beat {
        private boolean hasBegun;
        private long last;

        boolean isDue(long nanos) {
            return System.nanoTime() - last >= nanos;
        }

        void sent() {
            last = System.nanoTime();
        }
    }

    private Mono<String> text(Portion portion, EventChoice choice, Beat beat) {
        if (portion instanceof Portion.End end) {
            return Mono.just(end(end.reason().name().toLowerCase(Locale.ROOT)));
        }
        var some = (Portion.Some) portion;
        return Flux.fromIterable(some.entries())
                .flatMapSequential(
                        entry -> judge.wants(choice, entry.told()).map(wanted -> wanted ? event(entry) : ""),
                        JUDGED_AT_ONCE)
                .reduce(new StringBuilder(), StringBuilder::append)
                .map(events -> beaten(events, some, beat))
                .publishOn(work);
    }

    private static String event(Entry entry) {
        Told told = entry.told();
        var name = told instanceof Told.Gap ? "gap" : EventJson.type(told);
        return "id: " + entry.position() + "\nevent: " + name + "\ndata: " + entry.json() + "\n\n";
    }

    private String beaten(StringBuilder events, Portion.Some some, Beat beat) {
        if (!beat.hasBegun) {
            beat.hasBegun = true;
            events.insert(0, "retry: " + RETRY.toMillis() + "\nid: " + some.position() + "\n: begins\n\n");
        } else if (events.isEmpty() && (some.entries().isEmpty() || beat.isDue(heartbeatNanos))) {
            events.append("id: ").append(some.position()).append("\n: nothing new\n\n");
        }
        if (!events.isEmpty()) {
            beat.sent();
        }
        return events.toString();
    }

    private static String end(String reason) {
        return "event: end\ndata: {\"reason\":\"" + reason + "\"}\n\n";
    }

    /** Ends all streams, and those that are asked for now: clients go on at another node. */
    void end() {
        feed.end();
    }

    @Override
    public void close() {
        feed.close();
    }
}
