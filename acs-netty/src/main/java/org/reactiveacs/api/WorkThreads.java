package org.reactiveacs.api;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads on which requests are answered. They are never interrupted: a store reads its file on them, and an
 * interrupted read closes the file for everybody. So a client that goes away lets what was begun for it run to its end.
 */
final class WorkThreads implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int MAX_WAITING = 10_000;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);

    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), this::thread);

    /** A plain executor's tasks are dropped when they are cancelled; an executor service's would be interrupted. */
    private final Scheduler scheduler = Schedulers.fromExecutor(this::execute);

    private Thread thread(Runnable work) {
        var thread = new Thread(work, "api-work-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private void execute(Runnable task) {
        executor.execute(task);
    }

    Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
