package org.reactiveacs.store;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;

/** What is told of tasks, whoever ends them. */
public final class TaskEvents {

    private TaskEvents() {}

    /** A task has ended, done or not. */
    public static DomainEvent ended(Task task, Instant at) {
        return new DomainEvent(
                DomainEvent.Type.TASK_ENDED,
                task.device(),
                at,
                Map.of(
                        "task", task.id(),
                        "kind", task.spec().kind(),
                        "status", task.status().name().toLowerCase(Locale.ROOT),
                        "fault", words(task.outcome().fault())));
    }

    private static String words(@Nullable TaskFault fault) {
        return fault == null ? "" : (fault.code() == 0 ? fault.reason() : fault.code()) + " " + fault.text();
    }
}
