package org.reactiveacs.store.redis;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Mono;

/** Tasks of the store on Redis. */
final class RedisTaskStore implements TaskStore {

    /** Tasks that one device may have waiting. */
    static final int MAX_OPEN = 1000;

    /** How long an idempotency key holds. */
    static final Duration KEY_HOLDS = Duration.ofHours(24);

    private final Around around;
    private final StoredTasks tasks;

    RedisTaskStore(Around around) {
        this.around = around;
        this.tasks = new StoredTasks(around.seal());
    }

    @Override
    public Mono<Added> add(Task task, @Nullable Idempotency idempotency, Write write) {
        var device = task.device();
        var keys = Keys.of(device);
        var kind = task.spec().kind();
        var args = new Args()
                .add(write.operation())
                .add(Keys.name(device))
                .add(task.id())
                .add(tasks.encode(task, "", write.at()))
                .add(StoredTasks.timer(task))
                .add(write.at())
                .add(keys.partition())
                .add(MAX_OPEN)
                .add(idempotency == null ? "" : idempotency.bodyDigest())
                .add(write.at().plus(KEY_HOLDS))
                .add(Around.event(
                        DomainEvent.Type.TASK_CREATED, device, write, Map.of("task", task.id(), "kind", kind)))
                .add(Around.audit(write, "task created", device, task.id() + " " + kind));
        return around.link()
                .runDurably(
                        Scripts.ADD,
                        List.of(
                                keys.device(device),
                                keys.tasks(device),
                                keys.ended(device),
                                keys.due(),
                                keys.counts(),
                                keys.outbox(),
                                keys.audit(),
                                keys.result(write.operation()),
                                keys.idempotency(device, idempotency == null ? "" : idempotency.key())),
                        args.list())
                .flatMap(reply -> added(task, Answer.of(reply)));
    }

    private Mono<Added> added(Task task, Answer answer) {
        switch (answer.what()) {
            case "created" -> {
                around.mail().send(new Mail.Letter.TaskAdded(task.device(), task.id()));
                return Mono.just(new Added.Created(task));
            }
            case "taken" -> {
                return Mono.just(new Added.KeyTaken());
            }
            case "none" -> {
                return Mono.just(new Added.NoDevice());
            }
            case "full" -> {
                return Mono.just(new Added.Full(MAX_OPEN));
            }
            case "repeated" -> {
                var id = answer.text(1);
                // Gone with its device, if it is gone.
                return get(task.device(), id).<Added>map(Added.Repeated::new).defaultIfEmpty(new Added.NoDevice());
            }
            default -> throw new IllegalStateException("add.lua answered " + answer.what());
        }
    }

    @Override
    public Mono<Task> get(DeviceId device, String taskId) {
        return tasks.read(around.link(), device, taskId).map(tasks::decode);
    }

    @Override
    public Mono<List<Task>> list(DeviceId device) {
        return tasks.read(around.link(), device).map(read -> {
            read.sort(Comparator.comparing(Task::id));
            return read;
        });
    }

    @Override
    public Mono<Task> cancel(DeviceId device, String taskId, Write write) {
        return cancel(device, taskId, write, 0);
    }

    private Mono<Task> cancel(DeviceId device, String taskId, Write write, int round) {
        if (round == Around.MAX_ROUNDS) {
            return Mono.error(new StoreException("task " + taskId + " changes faster than it can be cancelled"));
        }
        return tasks.read(around.link(), device, taskId).flatMap(stored -> {
            var task = tasks.decode(stored);
            if (task.status() == TaskStatus.CANCELLED) {
                // Perhaps by this very call, whose answer was that the replicas did not have it yet.
                return new Replacement(task, stored.bytes(), stored.bytes(), "", false)
                        .in(Keys.of(device), around, write.at(), null)
                        .thenReturn(task);
            }
            if (task.status() != TaskStatus.QUEUED) {
                return Mono.just(task);
            }
            var cancelled = task.ended(TaskStatus.CANCELLED, Outcome.NONE, write.at());
            return new Replacement(cancelled, stored.bytes(), tasks.encode(cancelled, "", write.at()), "", false)
                    .in(Keys.of(device), around, write.at(), Around.audit(write, "task cancelled", device, taskId))
                    .flatMap(done -> {
                        if (Objects.equals(done, 0L)) {
                            return cancel(device, taskId, write, round + 1);
                        }
                        around.mail().send(new Mail.Letter.TaskEnded(device, taskId));
                        return Mono.just(cancelled);
                    });
        });
    }
}
