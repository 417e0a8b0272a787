package org.reactiveacs.store.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Instant;
import java.util.List;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends what has run out of time in a partition: sessions without a message, tasks past their deadline. The due set says
 * what to look at; whether its time has come the session or task itself says, for deadlines move without the set.
 */
final class Expiry {

    /** Looked at in one go; the next round takes the rest. */
    private static final int BATCH = 256;

    /** How much later a task is looked at again whose device is in a session. */
    private static final long LATER_MILLIS = 5_000;

    private final Around around;
    private final StoredTasks tasks;

    Expiry(Around around, StoredTasks tasks) {
        this.around = around;
        this.tasks = tasks;
    }

    /** How many sessions ended. */
    Mono<Integer> expire(int partition, Instant now) {
        var keys = Keys.of(partition);
        return around.link()
                .ask(commands ->
                        commands.zrangebyscore(keys.due(), Range.create(0, now.toEpochMilli()), Limit.from(BATCH)))
                .flatMapMany(Flux::fromIterable)
                .concatMap(member -> over(keys, Shared.text(member), now))
                .reduce(0, Integer::sum);
    }

    private Mono<Integer> over(Keys keys, String member, Instant now) {
        var rest = member.substring(1);
        int line = rest.indexOf('\n');
        return member.charAt(0) == 'S'
                ? session(keys, rest.substring(0, line), Keys.device(rest.substring(line + 1)), now)
                : task(keys, Keys.device(rest.substring(0, line)), rest.substring(line + 1), now)
                        .thenReturn(0);
    }

    private Mono<Integer> session(Keys keys, String token, DeviceId device, Instant now) {
        return around.link()
                .run(
                        Scripts.TIMEOUT,
                        List.of(keys.device(device), keys.session(token), keys.due(), keys.counts()),
                        new Args()
                                .add(Keys.name(device))
                                .add(token)
                                .add(now)
                                .add(Journal.entry(now))
                                .list())
                .map(ended -> ((Long) ended).intValue());
    }

    private Mono<Void> task(Keys keys, DeviceId device, String taskId, Instant now) {
        var name = Keys.name(device);
        return around.link()
                .ask(commands -> commands.hget(keys.device(device), Shared.bytes("s")))
                .map(Shared::text)
                .defaultIfEmpty("")
                .flatMap(session -> around.link()
                        .ask(commands -> commands.hget(keys.tasks(device), Shared.bytes(taskId)))
                        .flatMap(bytes -> {
                            var task = tasks.decode(name, taskId, bytes, session);
                            var deadline = task.abandoned().deadline();
                            if (deadline == null || now.isBefore(deadline)) {
                                return again(keys, task, bytes, StoredTasks.timer(task), now);
                            }
                            return session.isEmpty()
                                    ? ended(keys, task, bytes, now)
                                    : again(keys, task, bytes, Long.toString(now.toEpochMilli() + LATER_MILLIS), now);
                        })
                        // None of that id is open any more.
                        .switchIfEmpty(around.link()
                                .ask(commands -> commands.zrem(keys.due(), Shared.bytes("T" + name + "\n" + taskId)))
                                .map(removed -> 0L)))
                .then();
    }

    private Mono<Long> again(Keys keys, Task task, byte[] bytes, String timer, Instant now) {
        return new Replacement(task, bytes, bytes, timer).in(keys, around, now, null);
    }

    private Mono<Long> ended(Keys keys, Task task, byte[] bytes, Instant now) {
        var over = task.overdue(now);
        return new Replacement(over, bytes, tasks.encode(over, "", now), "")
                .in(keys, around, now, null)
                .doOnNext(done -> around.mail().send(new Mail.Letter.TaskEnded(task.device(), task.id())));
    }
}
