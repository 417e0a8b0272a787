package org.reactiveacs.tracing;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.Hindrances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends spans to the collector, in rounds and on a thread of its own. What does not go is tried again in the next rounds; meanwhile others
 * wait in a queue, and those that find no room there are dropped. Nobody waits for any of it. Thread-safe.
 */
final class SpanExports implements Consumer<SpanData>, AutoCloseable {

    /** Spans in one request. */
    static final int BATCH = 512;

    /** Rounds in which the same spans are tried. */
    static final int TRIES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SpanExports.class);

    private static final String WORK = "traces";
    private static final String THREAD = "traces";

    /** For the last ones, when the node stops. */
    private static final long STOP_MILLIS = 2_000;

    private final BlockingQueue<SpanData> queue;
    private final SpanExporter exporter;
    private final TracingSettings settings;
    private final AcsMetrics metrics;
    private final Hindrances hindrances = new Hindrances();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Tried and not gone yet; the thread's alone, as is how often. */
    private final List<SpanData> held = new ArrayList<>(BATCH);

    private int tries;

    private SpanExports(TracingSettings settings, SpanExporter exporter, AcsMetrics metrics) {
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.settings = settings;
        this.exporter = exporter;
        this.metrics = metrics;
        this.thread = new Thread(this::work, THREAD);
        thread.setDaemon(true);
    }

    static SpanExports begin(TracingSettings settings, AcsMetrics metrics) {
        var exports = new SpanExports(settings, Collector.exporter(settings), metrics);
        exports.thread.start();
        return exports;
    }

    @Override
    public void accept(SpanData span) {
        if (!queue.offer(span)) {
            metrics.spans("dropped", 1);
        }
    }

    private void work() {
        boolean last = false;
        while (!last) {
            try {
                last = closing.await(settings.pace().round().toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                break;
            }
            round();
        }
        exporter.shutdown();
        metrics.spans("dropped", held.size() + queue.size());
    }

    /** Sends what has come together, until there is no more of it or it does not go. */
    private void round() {
        boolean goes = true;
        while (goes && !Thread.currentThread().isInterrupted()) {
            if (held.isEmpty()) {
                queue.drainTo(held, BATCH);
            }
            if (held.isEmpty()) {
                return;
            }
            goes = send();
        }
    }

    private boolean send() {
        Throwable failure = null;
        boolean sent = false;
        try {
            var result = exporter.export(held)
                    .join(settings.pace().timeout().plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
            sent = result.isSuccess();
            failure = result.getFailureThrowable();
        } catch (RuntimeException e) {
            failure = e;
        }
        if (sent) {
            goesAgain();
            forget("sent");
        } else {
            goesNot(failure);
            if (++tries == TRIES) {
                forget("failed");
            }
        }
        return sent;
    }

    private void forget(String outcome) {
        metrics.spans(outcome, held.size());
        held.clear();
        tries = 0;
    }

    private void goesAgain() {
        if (hindrances.gone(WORK)) {
            LOG.info("traces sent again collector={}", settings.collector().getHost());
        }
    }

    /** Reasons may change from try to try, which is no news. */
    private void goesNot(@Nullable Throwable failure) {
        if (hindrances.isNews(WORK, null)) {
            LOG.warn(
                    "traces not sent collector={} reason=\"{}\"",
                    settings.collector().getHost(),
                    Collector.reason(failure));
        }
    }

    /** Sends what waits, if that goes at once. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(STOP_MILLIS);
            thread.interrupt();
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
