package org.reactiveacs.store.redis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.TaskEvents;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;

/**
 * A task in the place of another state of it.
 *
 * @param task as it shall be
 * @param expected how it must stand for that
 * @param record how it shall stand
 * @param timer when background work should look at it, in milliseconds; empty if never
 * @param onlyIdle whether only while the device is in no session
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
record Replacement(Task task, byte[] expected, byte[] record, String timer, boolean onlyIdle) {

    /**
     * Puts it there, durably if the task has ended, which is told then.
     *
     * @param audit an entry for the audit trail, null for none
     * @return 1 if it stands so, 0 if the task stood otherwise
     */
    Mono<Long> in(Keys keys, Around around, Instant now, byte @Nullable [] audit) {
        boolean ended = task.status().isEnded();
        var device = task.device();
        var scriptKeys = List.of(
                keys.tasks(device),
                keys.ended(device),
                keys.due(),
                keys.counts(),
                keys.audit(),
                keys.device(device),
                keys.outbox());
        var args = new Args()
                .add(Keys.name(device))
                .add(task.id())
                .add(expected)
                .add(ended ? "E" : "O")
                .add(record)
                .add(timer)
                .add(now)
                .add(keys.partition())
                .add(audit)
                .add(onlyIdle ? 1 : 0)
                .addRest(ended ? Around.encoded(List.of(TaskEvents.ended(task, now))) : List.of())
                .list();
        var link = around.link();
        return (ended
                        ? link.runDurably(Scripts.REPLACE, scriptKeys, args)
                        : link.run(Scripts.REPLACE, scriptKeys, args))
                .map(Long.class::cast);
    }
}
