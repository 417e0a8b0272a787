package org.reactiveacs.store.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.ZAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends what has run out of time in a partition: sessions without a message, tasks past their deadline. The sets of open sessions and of what is due say
 * what to look at; whether its time has come the session or task itself says, for deadlines move without the set.
 */
final class Expiry {

    /** Looked at in one go; the next round takes the rest. */
    private static final int BATCH = 256;

    /** How much later a task is looked at again whose device is in a session. */
    private static final long LATER_MILLIS = 5_000;

    /** And one that cannot be read. */
    private static final Duration UNREADABLE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

    private final Around around;
    private final StoredTasks tasks;

    Expiry(Around around, StoredTasks tasks) {
        this.around = around;
        this.tasks = tasks;
    }

    /** How many sessions ended. */
    Mono<Integer> expire(int partition, Instant now, Consumer<SessionKey> gone) {
        var keys = Keys.of(partition);
        // Sessions first: while a device is in one, its tasks have to wait.
        return overdue(keys.open(), now)
                .concatMap(member -> session(keys, member, now, gone))
                .reduce(0, Integer::sum)
                .flatMap(ended -> overdue(keys.due(), now)
                        .concatMap(member -> member.charAt(0) == 'T' ? task(keys, member, now) : dropped(keys, member))
                        .then(Mono.just(ended)));
    }

    /** Members of a sorted set whose time has come, those of the longest delay first. */
    private Flux<String> overdue(byte[] set, Instant now) {
        return around.link()
                .ask(commands -> commands.zrangebyscore(set, Range.create(0, now.toEpochMilli()), Limit.from(BATCH)))
                .flatMapIterable(members -> members)
                .map(Shared::text);
    }

    private Mono<Integer> session(Keys keys, String member, Instant now, Consumer<SessionKey> gone) {
        int line = member.indexOf('\n');
        var token = member.substring(0, line);
        var device = Keys.device(member.substring(line + 1));
        return around.link()
                .run(
                        Scripts.TIMEOUT,
                        List.of(keys.device(device), keys.open()),
                        new Args()
                                .add(Keys.name(device))
                                .add(token)
                                .add(now)
                                .add(Journal.entry(now))
                                .list())
                .map(ended -> ((Long) ended).intValue())
                .doOnNext(ended -> {
                    if (ended == 1) {
                        gone.accept(new SessionKey(device, token));
                    }
                });
    }

    /** Nothing but tasks comes due here. Whatever else stands in the set, as sessions once did, must not hold them up. */
    private Mono<Void> dropped(Keys keys, String member) {
        return around.link()
                .ask(commands -> commands.zrem(keys.due(), Shared.bytes(member)))
                .then();
    }

    private Mono<Void> task(Keys keys, String member, Instant now) {
        int line = member.indexOf('\n');
        var device = Keys.device(member.substring(1, line));
        var taskId = member.substring(line + 1);
        return tasks.read(around.link(), device, taskId)
                .flatMap(stored -> looked(keys, stored, now))
                .switchIfEmpty(forgotten(keys, device, taskId))
                .then();
    }

    private Mono<Long> looked(Keys keys, StoredTasks.Stored stored, Instant now) {
        Task task;
        try {
            task = tasks.decode(stored);
        } catch (RuntimeException e) {
            // Were it left where it is, nothing behind it would ever run out of time.
            LOG.warn(
                    "task cannot be read device={} task={} reason=\"{}\"",
                    stored.device(),
                    stored.id(),
                    e.getMessage());
            return around.link()
                    .ask(commands -> commands.zadd(
                            keys.due(),
                            ZAddArgs.Builder.xx(),
                            (double) now.plus(UNREADABLE).toEpochMilli(),
                            member(stored.device(), stored.id())));
        }
        if (task.status().isEnded()) {
            return forgotten(keys, task.device(), task.id());
        }
        var deadline = task.abandoned().deadline();
        if (deadline == null || now.isBefore(deadline)) {
            return again(keys, task, stored, StoredTasks.timer(task), now);
        }
        return stored.session().isEmpty()
                ? ended(keys, task, stored, now)
                : again(keys, task, stored, Long.toString(now.toEpochMilli() + LATER_MILLIS), now);
    }

    /** None of that id is open any more. */
    private Mono<Long> forgotten(Keys keys, DeviceId device, String taskId) {
        return around.link().ask(commands -> commands.zrem(keys.due(), member(device, taskId)));
    }

    private static byte[] member(DeviceId device, String taskId) {
        return Shared.bytes("T" + Keys.name(device) + "\n" + taskId);
    }

    private Mono<Long> again(Keys keys, Task task, StoredTasks.Stored stored, String timer, Instant now) {
        return new Replacement(task, stored.bytes(), stored.bytes(), timer, false).in(keys, around, now, null);
    }

    /** A session that opens meanwhile may have been given the task: then it is left to that. */
    private Mono<Long> ended(Keys keys, Task task, StoredTasks.Stored stored, Instant now) {
        var over = task.overdue(now);
        return new Replacement(over, stored.bytes(), tasks.encode(over, "", now), "", true)
                .in(keys, around, now, null)
                .doOnNext(done -> {
                    if (done == 1) {
                        around.mail().send(new Mail.Letter.TaskEnded(task.device(), task.id()));
                    }
                });
    }
}
