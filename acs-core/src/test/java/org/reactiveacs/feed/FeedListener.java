package org.reactiveacs.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Listens to a feed and waits for what a test expects. */
public final class FeedListener implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LinkedBlockingQueue<Portion> portions = new LinkedBlockingQueue<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Disposable listening;

    public FeedListener(EventFeed feed, @Nullable Position after) {
        listening = feed.after(after).subscribe(portions::add);
    }

    /** Waits until it is told where it begins. */
    public void awaitBeginning() {
        take(next());
    }

    /** All that was told, once it is so much. */
    public List<Entry> await(int count) {
        while (entries.size() < count) {
            take(next());
        }
        return List.copyOf(entries);
    }

    /** Why it ended. */
    Portion.End.Reason awaitEnd() {
        while (true) {
            if (next() instanceof Portion.End end) {
                return end.reason();
            }
        }
    }

    private void take(Portion portion) {
        if (portion instanceof Portion.Some some) {
            entries.addAll(some.entries());
        } else {
            throw new AssertionError("the feed ended: " + portion);
        }
    }

    private Portion next() {
        try {
            var portion = portions.poll(LIMIT_NANOS, TimeUnit.NANOSECONDS);
            if (portion == null) {
                throw new AssertionError("nothing came after " + entries.size() + " entries");
            }
            return portion;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        listening.dispose();
    }
}
