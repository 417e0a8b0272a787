package org.reactiveacs.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Orders of one device each, and how long it took from when each was due until its device had done it. */
final class Orders {
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Histogram times = new SynchronizedHistogram(MOST_NANOS, 3);
    private final AtomicInteger failed = new AtomicInteger();

    /** Places more of them at a fixed rate, whatever becomes of those before, each for another device, and waits for all. */
    void place(OperatorApi api, int devices, int count, int perSecond) throws InterruptedException {
        List<CompletableFuture<?>> all = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + TimeUnit.SECONDS.toNanos(i) / perSecond;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            all.add(api.read(1 + i * 7 % devices).thenAccept(isDone -> ended(due, isDone)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private void ended(long due, boolean isDone) {
        if (!isDone) {
            failed.incrementAndGet();
        }
        times.recordValue(Math.min(MOST_NANOS, isDone ? System.nanoTime() - due : MOST_NANOS));
    }

    int failed() {
        return failed.get();
    }

    double millis(double percentile) {
        return times.getValueAtPercentile(percentile) / 1e6;
    }

    String text(int perSecond) {
        return String.format(
                Locale.ROOT,
                "%d orders, %d a second, each with a connection request: p50 %.1f ms, p99 %.1f ms, %d failed",
                times.getTotalCount(),
                perSecond,
                millis(50),
                millis(99),
                failed.get());
    }
}
