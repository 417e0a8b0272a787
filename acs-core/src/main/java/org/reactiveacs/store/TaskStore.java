package org.reactiveacs.store;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;

/** Tasks: what operators order. Errors come as {@link StoreException}. */
public interface TaskStore {

    /**
     * Keeps a new task; when the answer comes it is on disk. A device that nobody registered and that never called has
     * no tasks: then the answer is {@link Added.NoDevice}. Where a task of this id is, open or among the newest ended, none is made
     * again, so whoever derives ids may order without knowing whether it has.
     *
     * @param task queued
     * @param idempotency the client's key, null when it gave none
     */
    Mono<Added> add(Task task, @Nullable Idempotency idempotency, Write write);

    /** The task, empty when there is none of that id. */
    Mono<Task> get(DeviceId device, String taskId);

    /** All tasks of a device, oldest first: those that have not ended, and the newest ended ones that are kept. */
    Mono<List<Task>> list(DeviceId device);

    /**
     * Takes a task back, durably. One that has ended, or whose request is out, stays as it is.
     *
     * @return the task afterwards, empty when there is none
     */
    Mono<Task> cancel(DeviceId device, String taskId, Write write);

    /**
     * A client's promise that the same key means the same order, for 24 hours.
     *
     * @param key the client's, at most 255 characters
     * @param bodyDigest what the order was, to find a key that is used for another
     */
    record Idempotency(String key, String bodyDigest) {}

    /** What became of a new task. */
    sealed interface Added {
        record Created(Task task) implements Added {}

        /** There is a task of this id, or the key was used for this order before; this is it. */
        record Repeated(Task task) implements Added {}

        /** The key was used for another order. */
        record KeyTaken() implements Added {}

        record NoDevice() implements Added {}

        /** The device has as many waiting tasks as one may have. */
        record Full(int limit) implements Added {}
    }
}
