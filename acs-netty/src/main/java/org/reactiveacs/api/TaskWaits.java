package org.reactiveacs.api;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.task.Task;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Requests that wait for tasks to end. A letter wakes them; since one may be lost, they also look by themselves now and
 * then. Thread-safe.
 */
final class TaskWaits implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final TaskStore tasks;
    private final int most;
    private final Scheduler work;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<String, Set<Sinks.Empty<Void>>> sleepers = new ConcurrentHashMap<>();
    private final Disposable letters;

    TaskWaits(TaskStore tasks, Mail mail, int most, Scheduler work) {
        this.work = work;
        this.tasks = tasks;
        this.most = most;
        this.letters = mail.letters().ofType(Mail.Letter.TaskEnded.class).subscribe(letter -> wake(letter.taskId()));
    }

    /** Takes a place among those who wait; false when all are taken. Whoever has one gives it back. */
    boolean enter() {
        if (waiting.incrementAndGet() > most) {
            waiting.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        waiting.decrementAndGet();
    }

    /** How many wait now. */
    int waiting() {
        return waiting.get();
    }

    /** The task once it has ended, or as it is when the time is over; empty when it is gone. */
    Mono<Task> end(Task task, Duration atMost) {
        return Mono.defer(() -> {
            // To bed before the first look: a letter that comes between the two is not missed.
            Sinks.Empty<Void> woken = Sinks.empty();
            sleepers.compute(task.id(), (id, others) -> {
                var all = others == null ? ConcurrentHashMap.<Sinks.Empty<Void>>newKeySet() : others;
                all.add(woken);
                return all;
            });
            var hints = Flux.merge(woken.asMono().thenReturn(0L), Flux.interval(LOOK_EVERY))
                    .take(atMost)
                    .concatWithValues(0L);
            var look = tasks.get(task.device(), task.id());
            return look.concatWith(hints.publishOn(work).concatMap(hint -> look, 1))
                    .takeUntil(now -> now.status().isEnded())
                    .takeLast(1)
                    .next()
                    .doFinally(signal -> forget(task.id(), woken));
        });
    }

    private void wake(String taskId) {
        sleepers.getOrDefault(taskId, Set.of()).forEach(Sinks.Empty::tryEmitEmpty);
    }

    private void forget(String taskId, Sinks.Empty<Void> woken) {
        sleepers.computeIfPresent(taskId, (id, all) -> {
            all.remove(woken);
            return all.isEmpty() ? null : all;
        });
    }

    @Override
    public void close() {
        letters.dispose();
    }
}
