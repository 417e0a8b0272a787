package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * The one thread that changes the store. Units run in the order they came; each is worked out first and then applied, so
 * that one which fails leaves nothing behind. What was applied is written in groups; a durable unit is answered after its
 * group is on disk.
 */
final class UnitWriter implements AutoCloseable {

    /** Units that may wait. One more is refused: the caller is faster than the disk. */
    static final int QUEUE = 65_536;

    /** How long a unit that need not be durable may stay unwritten. */
    static final long GROUP_MILLIS = 250;

    private static final int BATCH = 1024;

    /** Answers given together: whoever waits for one is woken once for all that are his. */
    private static final int TOGETHER = 32;

    /**
     * How often the file is kept small: a store under load is never idle, and its file would only grow. Often and little at a time, for
     * nobody is answered meanwhile.
     */
    private static final long TIDY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(UnitWriter.class);

    /** A unit of work. */
    interface Unit<T> {
        /**
         * Works the unit out.
         *
         * @param plan takes what is to be applied if this returns
         * @return null for an empty answer
         */
        @Nullable
        T work(Plan plan);
    }

    /** What a unit will do once it is worked out. */
    static final class Plan {
        private final List<Runnable> steps = new ArrayList<>(8);
        private final List<Runnable> afterwards = new ArrayList<>(1);
        private boolean durable;

        void add(Runnable step) {
            steps.add(step);
        }

        void durable() {
            durable = true;
        }

        /** What happens once the unit stands: on disk if it is durable. */
        void afterwards(Runnable telling) {
            afterwards.add(telling);
        }
    }

    /** Where groups go. */
    interface Disk {
        /** Makes a group of what was applied since the last. */
        void commit();

        /** Waits until all groups are on disk. */
        void sync();

        /** Does what keeps the file small, for a short while. */
        void tidy();
    }

    private record Waiting<T>(Unit<T> unit, MonoSink<T> sink) {
        void fail(Throwable why) {
            sink.error(why);
        }
    }

    /** A durable unit's answer, held back until its group is on disk. */
    private record Answer<T>(MonoSink<T> sink, @Nullable T result, List<Runnable> afterwards) {
        void give() {
            afterwards.forEach(Runnable::run);
            if (result == null) {
                sink.success();
            } else {
                sink.success(result);
            }
        }
    }

    private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Disk disk;
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean broken;
    private volatile boolean stopped;

    UnitWriter(Disk disk) {
        this.disk = disk;
        this.thread = new Thread(this::run, "acs-store-writer");
        thread.start();
    }

    /** The unit's result, on the writer's thread; null results complete empty. */
    <T> Mono<T> submit(Unit<T> unit) {
        return Mono.create(sink -> {
            if (broken) {
                sink.error(new StoreException("the store stopped after a write failed"));
            } else if (closing || !queue.offer(new Waiting<>(unit, sink))) {
                sink.error(new StoreException(
                        closing ? "the store is closed" : "the store has more to write than it can"));
            } else if (stopped) {
                failWaiting(new StoreException("the store is closed")); // It stopped while this came.
            }
        });
    }

    private void failWaiting(StoreException why) {
        for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
            waiting.fail(why);
        }
    }

    boolean isWorking() {
        return !broken && !closing;
    }

    /** Units that wait now. */
    int waiting() {
        return queue.size();
    }

    private void run() {
        var batch = new ArrayList<Waiting<?>>(BATCH);
        var answers = new ArrayList<Answer<?>>();
        var ready = new ArrayList<Answer<?>>(TOGETHER);
        boolean unwritten = false;
        long oldest = 0;
        long tidied = System.nanoTime();
        try {
            while (true) {
                var first = next(unwritten);
                if (first == null && !unwritten && closing) {
                    return;
                }
                boolean durable = false;
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    for (var waiting : batch) {
                        durable |= apply(waiting, answers, ready);
                        if (ready.size() == TOGETHER) {
                            give(ready);
                        }
                    }
                    batch.clear();
                    give(ready);
                    oldest = unwritten ? oldest : System.nanoTime();
                    unwritten = true;
                }
                boolean aged = System.nanoTime() - oldest >= TimeUnit.MILLISECONDS.toNanos(GROUP_MILLIS);
                if (unwritten && (durable || aged || first == null)) {
                    disk.commit();
                    unwritten = false;
                    if (durable) {
                        disk.sync();
                    }
                    give(answers);
                    if (System.nanoTime() - tidied >= TIDY_NANOS) {
                        disk.tidy();
                        tidied = System.nanoTime();
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            broken = true;
            LOG.error("store stopped reason=\"{}\"", e.toString(), e);
            var why = new StoreException("the store stopped after a write failed", e);
            ready.forEach(answer -> answer.sink().error(why));
            answers.forEach(answer -> answer.sink().error(why));
            batch.forEach(waiting -> waiting.fail(why));
        } finally {
            stopped = true;
            failWaiting(new StoreException("the store is closed"));
        }
    }

    private static void give(List<Answer<?>> answers) {
        answers.forEach(Answer::give);
        answers.clear();
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on the yield but how much a waking costs.
    private @Nullable Waiting<?> next(boolean unwritten) {
        var first = queue.poll();
        if (first == null) {
            Thread.yield(); // More comes if those who bring it get the processor, and to wake this thread costs them
            // more.
            first = queue.poll();
        }
        if (first != null) {
            return first;
        }
        try {
            return closing ? queue.poll() : queue.poll(unwritten ? GROUP_MILLIS / 2 : 1000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the store's writer", e);
        }
    }

    /** Whether the unit must be on disk before its answer. */
    private static <T> boolean apply(Waiting<T> waiting, List<Answer<?>> answers, List<Answer<?>> ready) {
        var plan = new Plan();
        @Nullable T result;
        try {
            result = waiting.unit().work(plan);
        } catch (RuntimeException e) {
            waiting.fail(e);
            return false;
        }
        plan.steps.forEach(Runnable::run);
        var answer = new Answer<>(waiting.sink(), result, plan.afterwards);
        (plan.durable ? answers : ready).add(answer);
        return plan.durable;
    }

    /** Writes what waits and ends the thread. */
    @Override
    public void close() {
        closing = true;
        // Never interrupted: that would close the file under a write. An empty unit wakes it instead.
        Mono.<Boolean>create(sink -> queue.offer(new Waiting<>(plan -> true, sink)))
                .subscribe();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
