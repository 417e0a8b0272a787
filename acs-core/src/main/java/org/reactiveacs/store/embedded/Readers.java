package org.reactiveacs.store.embedded;

import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactiveacs.store.StoreException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The threads on which the file is read and trees are packed: no event loop waits for a disk. They are never
 * interrupted, whoever loses interest, for an interrupt under a read closes the file for everybody.
 */
final class Readers implements AutoCloseable {

    private static final int THREADS = 2;

    /** Reads that may wait. One more is refused. */
    private static final int QUEUE = 65_536;

    private final ThreadPoolExecutor pool;
    private final Scheduler scheduler;

    @SuppressWarnings("UnnecessaryMethodReference") // It hides that this is an ExecutorService.
    Readers(String name) {
        var number = new AtomicInteger();
        pool = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(QUEUE), task -> {
            var thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        // As a bare Executor: of an ExecutorService Reactor would cancel tasks with an interrupt.
        scheduler = Schedulers.fromExecutor(pool::execute);
    }

    /** What is read; null completes empty. */
    <T> Mono<T> read(Callable<T> reading) {
        return Mono.fromCallable(reading)
                .subscribeOn(scheduler)
                .onErrorMap(
                        java.util.concurrent.RejectedExecutionException.class,
                        full -> new StoreException("the store is closed or has more to read than it can", full));
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new StoreException("reads did not end within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
