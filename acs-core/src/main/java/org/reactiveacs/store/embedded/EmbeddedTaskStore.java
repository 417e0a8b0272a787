package org.reactiveacs.store.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.TaskEvents;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Mono;

/** Tasks of the embedded store. */
final class EmbeddedTaskStore implements TaskStore {

    /** Tasks that one device may have waiting. */
    static final int MAX_OPEN = 1000;

    /** Ended tasks kept a device. */
    static final int ENDED_KEPT = 100;

    /** How long an idempotency key holds. */
    static final Duration KEY_HOLDS = Duration.ofHours(24);

    private static final int KEYS_LOOKED_AT = 4;

    private record KeyUse(String bodyDigest, DeviceId device, String taskId, Instant until) {}

    /** Where the look for keys past their time goes on; for the writer's thread alone. */
    private String hand = "";

    private final UnitWriter writer;
    private final Maps maps;
    private final Records records;
    private final Mail mail;
    private final Readers readers;

    EmbeddedTaskStore(UnitWriter writer, Maps maps, Records records, Mail mail, Readers readers) {
        this.readers = readers;
        this.writer = writer;
        this.maps = maps;
        this.records = records;
        this.mail = mail;
    }

    @Override
    public Mono<Added> add(Task task, @Nullable Idempotency idempotency, Write write) {
        return writer.submit(plan -> {
            plan.durable();
            if (records.ledger().resultOf(write.operation()) instanceof Added recorded) {
                return recorded;
            }
            var added = decide(task, idempotency, write, plan);
            records.ledger().remember(write.operation(), added, plan);
            return added;
        });
    }

    private Added decide(Task task, @Nullable Idempotency idempotency, Write write, UnitWriter.Plan plan) {
        var device = task.device();
        if (records.index().get(device) == null) {
            return new Added.NoDevice();
        }
        var there = records.task(device, task.id());
        if (there != null) {
            return new Added.Repeated(there);
        }
        if (idempotency != null) {
            var earlier = earlierUse(device, idempotency, write.at());
            if (earlier != null) {
                return earlier;
            }
        }
        if (records.tasks().of(device).size() >= MAX_OPEN) {
            return new Added.Full(MAX_OPEN);
        }
        if (idempotency != null) {
            var use = TaskCodec.encodeRecord(new KeyUse(
                    idempotency.bodyDigest(), device, task.id(), write.at().plus(KEY_HOLDS)));
            plan.add(() -> {
                maps.idempotency.put(idempotencyKey(device, idempotency.key()), use);
                forgetOldKeys(write.at());
            });
        }
        records.putTask(task, plan);
        prune(device, plan);
        records.ledger()
                .append(
                        List.of(new DomainEvent(
                                DomainEvent.Type.TASK_CREATED,
                                device,
                                write.at(),
                                Map.of("task", task.id(), "kind", task.spec().kind()))),
                        plan);
        records.ledger()
                .audit(
                        write,
                        "task created",
                        device,
                        task.id() + " " + task.spec().kind(),
                        plan);
        plan.afterwards(() -> mail.send(new Mail.Letter.TaskAdded(device, task.id())));
        return new Added.Created(task);
    }

    /** Looks at a few keys with each new one, so that those past their time do not stay for ever. */
    private void forgetOldKeys(Instant now) {
        var old = new ArrayList<String>();
        int looked = 0;
        var cursor = maps.idempotency.cursor(hand);
        while (cursor.hasNext() && looked++ < KEYS_LOOKED_AT) {
            hand = cursor.next();
            if (!now.isBefore(
                    TaskCodec.decodeRecord(cursor.getValue(), KeyUse.class).until())) {
                old.add(hand);
            }
        }
        if (!cursor.hasNext()) {
            hand = "";
        }
        old.forEach(maps.idempotency::remove);
    }

    private @Nullable Added earlierUse(DeviceId device, Idempotency idempotency, Instant now) {
        var bytes = maps.idempotency.get(idempotencyKey(device, idempotency.key()));
        if (bytes == null) {
            return null;
        }
        var use = TaskCodec.decodeRecord(bytes, KeyUse.class);
        if (!now.isBefore(use.until())) {
            return null;
        }
        if (!use.bodyDigest().equals(idempotency.bodyDigest())) {
            return new Added.KeyTaken();
        }
        var task = records.task(use.device(), use.taskId());
        return task == null ? null : new Added.Repeated(task);
    }

    private static String idempotencyKey(DeviceId device, String key) {
        return Maps.key(device) + ' ' + key;
    }

    /** Drops the oldest ended tasks of a device that has too many. */
    private void prune(DeviceId device, UnitWriter.Plan plan) {
        var ended = new ArrayList<String>();
        for (var task : stored(device)) {
            if (task.status().isEnded()) {
                ended.add(task.id());
            }
        }
        for (int i = 0; i < ended.size() - ENDED_KEPT; i++) {
            var key = Records.taskKey(device, ended.get(i));
            plan.add(() -> maps.tasks.remove(key));
        }
    }

    private List<Task> stored(DeviceId device) {
        var prefix = Maps.key(device) + ' ';
        var tasks = new ArrayList<Task>();
        maps.tasks.forEach(prefix, (key, bytes) -> tasks.add(TaskCodec.decode(bytes)));
        return tasks;
    }

    @Override
    public Mono<Task> get(DeviceId device, String taskId) {
        return readers.read(() -> records.task(device, taskId));
    }

    @Override
    public Mono<List<Task>> list(DeviceId device) {
        return readers.read(() -> stored(device));
    }

    @Override
    public Mono<Task> cancel(DeviceId device, String taskId, Write write) {
        return writer.submit(plan -> {
            plan.durable();
            if (records.ledger().resultOf(write.operation()) instanceof Task recorded) {
                return recorded;
            }
            return cancelled(device, taskId, write, plan);
        });
    }

    private @Nullable Task cancelled(DeviceId device, String taskId, Write write, UnitWriter.Plan plan) {
        var task = records.task(device, taskId);
        if (task == null || task.status() != TaskStatus.QUEUED) {
            return task;
        }
        var cancelled = task.ended(TaskStatus.CANCELLED, Outcome.NONE, write.at());
        records.putTask(cancelled, plan);
        records.ledger().append(List.of(TaskEvents.ended(cancelled, write.at())), plan);
        records.ledger().audit(write, "task cancelled", device, taskId, plan);
        records.ledger().remember(write.operation(), cancelled, plan);
        plan.afterwards(() -> mail.send(new Mail.Letter.TaskEnded(device, taskId)));
        return cancelled;
    }
}
