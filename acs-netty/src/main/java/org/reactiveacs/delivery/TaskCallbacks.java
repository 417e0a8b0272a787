package org.reactiveacs.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.feed.EventJson;
import org.reactiveacs.metrics.Hindrances;
import org.reactiveacs.store.TaskEvents;
import org.reactiveacs.subscription.Callbacks;
import org.reactiveacs.subscription.TaskCallback;
import org.reactiveacs.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Tells whoever wants to know that tasks have ended, for the devices whose partitions this node holds. A letter says that a task has
 * ended; since one may be lost, all that wait are looked at now and then, and by each node that takes a partition over. A place that
 * fails is left alone for a while, ever longer, with all that is to be told to it.
 */
public final class TaskCallbacks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TaskCallbacks.class);
    private static final Duration ROUND = Duration.ofMillis(500);

    /** Where nobody wrote, callbacks may still have been ordered at other nodes. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    /** A task that is not there so long after its callback was written will never be. */
    private static final Duration ORPHANED = Duration.ofHours(1);

    private static final int AT_ONCE = 16;
    private static final int A_ROUND = 256;
    private static final String ALL = "all";

    private final DeliveryTools tools;
    private final DeliverySettings settings;
    private final Callbacks callbacks;
    private final Receiver receiver;
    private final Hindrances hindrances = new Hindrances();
    private final Scheduler scheduler = Schedulers.newSingle("callbacks", true);
    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Disposable letters;
    private final Disposable rounds;

    // Touched by the rounds alone, of which there is one at a time.
    private final Map<Integer, Partition> partitions = new HashMap<>();
    private final Pauses pauses;
    private boolean isSealed;
    private Set<Integer> marked = Set.of();
    private long markedNanos = System.nanoTime() - LOOK.toNanos();

    /** Under which lease a partition was looked at, when all of it is looked at again, and when what waits in it may be told. */
    private record Partition(long token, long allNanos, long nextNanos) {
        boolean isDue(long now) {
            return now - allNanos >= 0 || now - nextNanos >= 0;
        }
    }

    public TaskCallbacks(DeliverySettings settings, DeliveryTools tools, Mail mail) {
        this.tools = tools;
        this.settings = settings;
        this.callbacks = new Callbacks(tools.store());
        this.receiver = new Receiver(settings, tools.clock(), tools.metrics());
        this.pauses = new Pauses(settings.patience());
        this.letters = mail.letters().ofType(Mail.Letter.TaskEnded.class).subscribe(this::heard);
        this.rounds = Flux.interval(ROUND, scheduler)
                .onBackpressureDrop()
                .concatMap(
                        tick -> round().doOnSuccess(went -> hindrances.gone(ALL))
                                .onErrorResume(failure -> hindered(ALL, failure)),
                        1)
                .subscribe();
    }

    private void heard(Mail.Letter.TaskEnded letter) {
        if (tools.membership().leases().holds(Partitions.of(letter.device()))) {
            ended.add(letter.device().value());
        }
    }

    private Mono<Void> hindered(String what, Throwable failure) {
        if (hindrances.isNews(what, failure.getMessage())) {
            LOG.warn("callbacks wait which=\"{}\" reason=\"{}\"", what, failure.getMessage());
        }
        return Mono.empty();
    }

    private Mono<Void> round() {
        var heard = new HashSet<>(ended);
        ended.removeAll(heard);
        long now = System.nanoTime();
        pauses.forgetOld();
        boolean isStale = now - markedNanos >= (heard.isEmpty() ? LOOK : ROUND).toNanos();
        var marks = isStale
                ? callbacks.partitions().publishOn(scheduler).doOnNext(all -> {
                    marked = all;
                    markedNanos = System.nanoTime();
                })
                : Mono.just(marked);
        return resealed()
                .then(marks)
                .flatMapIterable(all -> due(heard))
                .concatMap(partition -> look(partition, heard), 1)
                .then();
    }

    private Mono<Void> resealed() {
        if (isSealed || !tools.membership().leases().holds(0)) {
            return Mono.empty();
        }
        return callbacks.sealGivenUp().publishOn(scheduler).doOnSuccess(went -> isSealed = true);
    }

    private List<Integer> due(Set<String> heard) {
        var leases = tools.membership().leases();
        var held = leases.held();
        partitions.keySet().retainAll(held);
        var said = new HashSet<Integer>();
        heard.forEach(device -> said.add(Partitions.of(DeviceId.of(device))));
        long now = System.nanoTime();
        var due = new ArrayList<Integer>();
        for (int partition : held) {
            var known = partitions.get(partition);
            if (known != null && known.token() != leases.token(partition).orElse(-1)) {
                partitions.remove(partition); // Another node may have had it meanwhile.
                known = null;
            }
            boolean isDue = known == null || said.contains(partition) || known.isDue(now);
            if (isDue && marked.contains(partition)) {
                due.add(partition);
            }
        }
        return due;
    }

    /** Whoever takes a partition over writes all that wait anew, under the newest key: after a start an older one may leave the ring. */
    private Mono<Void> look(int partition, Set<String> heard) {
        var token = tools.membership().leases().token(partition);
        if (token.isEmpty()) {
            return Mono.empty();
        }
        long now = System.nanoTime();
        var known = partitions.get(partition);
        boolean isAll = known == null || now - known.allNanos() >= 0;
        var waiting = new ArrayList<TaskCallback>();
        var ready = new AtomicInteger();
        return callbacks
                .of(partition)
                .publishOn(scheduler)
                .flatMapIterable(all -> all)
                .concatMap(callback -> known == null
                        ? callbacks.change(callback).publishOn(scheduler).thenReturn(callback)
                        : Mono.just(callback))
                .concatMap(callback -> ready(
                        callback, isAll || heard.contains(callback.device().value())))
                .concatMap(callback -> free(callback, waiting))
                .take(A_ROUND)
                .doOnNext(callback -> ready.incrementAndGet())
                .flatMap(callback -> told(callback).doOnNext(waiting::add), AT_ONCE)
                .then(Mono.<Void>fromRunnable(() -> {
                    long again = isAll || known == null ? now + LOOK.toNanos() : known.allNanos();
                    boolean isMore = ready.get() == A_ROUND;
                    var state = new Partition(
                            token.getAsLong(), isMore && isAll ? now : again, isMore ? now : next(waiting, again));
                    partitions.put(partition, state);
                }))
                .onErrorResume(failure -> {
                    // The next round is for the others.
                    long later = System.nanoTime() + LOOK.toNanos();
                    partitions.put(partition, new Partition(token.getAsLong(), later, later));
                    return hindered("partition " + partition, failure);
                });
    }

    private long next(List<TaskCallback> waiting, long otherwise) {
        long next = otherwise;
        for (var callback : waiting) {
            long until = pauses.untilNanos(callback.uri());
            next = until - next < 0 ? until : next;
        }
        return next;
    }

    private Mono<TaskCallback> free(TaskCallback callback, List<TaskCallback> waiting) {
        return pauses.isFree(callback.uri())
                ? Mono.just(callback)
                : postponed(callback).doOnNext(waiting::add).then(Mono.empty());
    }

    /** Its place fails for it, too: were its time not counted from now on, each would be given up long after the one before. */
    private Mono<TaskCallback> postponed(TaskCallback callback) {
        var failed = callback.failed(now());
        var why = pauses.why(callback.uri());
        if (!why.isEmpty() && isOver(failed)) {
            return givenUp(failed, why);
        }
        return noted(callback, failed);
    }

    private boolean isOver(TaskCallback failed) {
        var since = failed.failingSince();
        return since != null && !since.plus(settings.patience().giveUp()).isAfter(now());
    }

    private Mono<TaskCallback> noted(TaskCallback callback, TaskCallback failed) {
        return failed.equals(callback)
                ? Mono.just(failed)
                : callbacks.change(failed).publishOn(scheduler).thenReturn(failed);
    }

    /** With what is to be told, if its task has ended. */
    private Mono<TaskCallback> ready(TaskCallback callback, boolean isLooked) {
        if (!callback.body().isEmpty()) {
            return Mono.just(callback);
        }
        if (!isLooked) {
            return Mono.empty();
        }
        return tools.store()
                .tasks()
                .get(callback.device(), callback.task())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .publishOn(scheduler)
                .flatMap(task -> task.isPresent() ? telling(callback, task.get()) : forgotten(callback));
    }

    private Mono<TaskCallback> telling(TaskCallback callback, Task task) {
        if (!task.status().isEnded()) {
            return Mono.empty();
        }
        var at = task.endedAt();
        var event = TaskEvents.ended(task, at == null ? now() : at);
        var next = callback.telling("[" + EventJson.write(task.id(), event) + "]");
        return callbacks.change(next).publishOn(scheduler).thenReturn(next);
    }

    private Mono<TaskCallback> forgotten(TaskCallback callback) {
        return callback.at().plus(ORPHANED).isAfter(now())
                ? Mono.empty()
                : callbacks.remove(callback).publishOn(scheduler).then(Mono.empty());
    }

    /** Gives it if it is to be told later. */
    private Mono<TaskCallback> told(TaskCallback callback) {
        return Mono.defer(() -> {
            if (!pauses.isFree(callback.uri())) {
                return Mono.just(callback);
            }
            pauses.tries(callback.uri(), settings.timeout());
            long begun = System.nanoTime();
            return receiver.deliver(callback).publishOn(scheduler).flatMap(outcome -> became(callback, outcome, begun));
        });
    }

    private Mono<TaskCallback> became(TaskCallback callback, DeliveryOutcome outcome, long begun) {
        if (outcome.verdict() == DeliveryOutcome.Verdict.TAKEN) {
            pauses.isWell(callback.uri());
            tools.metrics().callback("delivered");
            return callbacks.remove(callback).publishOn(scheduler).then(Mono.empty());
        }
        tools.metrics().callback("failed");
        if (outcome.verdict() == DeliveryOutcome.Verdict.LATER) {
            pauses.failed(callback.uri(), outcome.pause(), begun, outcome.text());
        } else {
            pauses.isWell(callback.uri());
        }
        var failed = callback.failed(now());
        return outcome.verdict() == DeliveryOutcome.Verdict.NEVER || isOver(failed)
                ? givenUp(failed, outcome.text())
                : noted(callback, failed);
    }

    private Mono<TaskCallback> givenUp(TaskCallback callback, String why) {
        tools.metrics().callback("dead-lettered");
        LOG.warn("callback given up device={} task={} reason=\"{}\"", callback.device(), callback.task(), why);
        return callbacks
                .giveUp(
                        new Callbacks.GivenUp(tools.ids().next(), now(), why, callback),
                        settings.patience().deadLetters())
                .publishOn(scheduler)
                .then(Mono.empty());
    }

    private Instant now() {
        return Instant.ofEpochMilli(tools.clock().millis());
    }

    @Override
    public void close() {
        letters.dispose();
        rounds.dispose();
        receiver.close();
        scheduler.dispose();
    }
}
