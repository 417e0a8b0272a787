package org.reactiveacs.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Wake;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.TaskStore.Added;
import org.reactiveacs.store.TaskStore.Idempotency;
import org.reactiveacs.subscription.Callbacks;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskNames;
import org.reactiveacs.task.TaskStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.node.ObjectNode;

/** A device's tasks: orders, and what became of them. */
final class TasksResource {
    private static final Logger LOG = LoggerFactory.getLogger(TasksResource.class);
    private static final String TASKS = "/devices/{id}/tasks";
    static final String KEY = "Idempotency-Key";
    private static final int MAX_KEY_CHARS = 255;

    private final ApiParts parts;
    private final Scheduler work;
    private final TaskStore tasks;
    private final TaskWaits waits;
    private final Callbacks callbacks;

    TasksResource(ApiParts parts, Scheduler work, TaskWaits waits) {
        this.work = work;
        this.parts = parts;
        this.tasks = parts.store().tasks();
        this.waits = waits;
        this.callbacks = new Callbacks(parts.store());
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", TASKS, Set.of("wait"), this::order),
                Route.of("GET", TASKS, Set.of(), this::list),
                Route.of("GET", TASKS + "/{taskId}", Set.of(), this::show),
                Route.of("DELETE", TASKS + "/{taskId}", Set.of(), this::cancel));
    }

    private Mono<ApiResponse> order(ApiRequest request) {
        var wait = wait(request.query().get("wait"));
        if (wait.isZero()) {
            return add(request, false).map(added -> answer(added, added.task()));
        }
        return Mono.defer(() -> {
            if (!waits.enter()) {
                throw new Problem(Problem.Type.UNAVAILABLE, "too many requests wait already; order without ?wait")
                        .withHeader("Retry-After", "5");
            }
            // Deferred, so that the place is given back even if the order is refused at first sight.
            return Mono.defer(() -> add(request, true))
                    .flatMap(added -> waits.end(added.task(), wait)
                            .publishOn(work)
                            .map(task -> answered(added, task))
                            .switchIfEmpty(Mono.error(() -> Problem.notFound("the task was deleted with its device"))))
                    .doFinally(signal -> waits.leave());
        });
    }

    /** A task that stands in the store, and whether this request put it there. */
    record Ordered(Task task, boolean created) {}

    /** @param wakes whether the device is asked to call unless the order says otherwise */
    private Mono<Ordered> add(ApiRequest request, boolean wakes) {
        var device = DeviceIds.of(request);
        var order = TaskOrder.read(request.body(), parts.now(), parts.names());
        var write = parts.write(request.actor());
        var task = Task.queued(
                parts.ids().next(),
                device,
                order.spec(),
                new Task.Order(write.at(), write.actor().name(), order.schedule()));
        var key = key(request);
        var idempotency = key == null ? null : new Idempotency(key, order.digest());
        return checked(order, device)
                .then(CallbackBody.ordered(
                        order.callback(), task, callbacks, Mono.defer(() -> tasks.add(task, idempotency, write))))
                .publishOn(work)
                .map(added -> ordered(added, device))
                .doOnNext(ordered -> {
                    var wanted = order.wake();
                    if (wanted == null ? wakes : wanted) {
                        wake(ordered.task());
                    }
                });
    }

    /** Names mean parameters of the device; of one that has not called yet it shows when it calls. */
    private Mono<Void> checked(TaskOrder order, DeviceId device) {
        if (!TaskNames.hasAny(order.spec())) {
            return Mono.empty();
        }
        return parts.store()
                .devices()
                .find(device)
                .publishOn(work)
                .doOnNext(known -> {
                    var head = known.head();
                    if (head != null) {
                        order.check(parts.names(), head);
                    }
                })
                .then();
    }

    private void wake(Task task) {
        wake(task, parts);
    }

    /** The task is what the client hears of: whether the device can be reached shows in the metrics and in the log. */
    static void wake(Task task, ApiParts parts) {
        if (!task.status().isEnded() && task.order().schedule().isOpen(parts.now())) {
            parts.wake().wake(task.device(), Wake.Urgency.WAITED_FOR).subscribe(outcome -> {
                if (!outcome.isReached()) {
                    LOG.info(
                            "device not reached device={} task={} outcome={} reason=\"{}\"",
                            task.device(),
                            task.id(),
                            outcome.result().label(),
                            outcome.reason());
                }
            });
        }
    }

    /** @throws Problem if none was made */
    static Ordered ordered(Added added, DeviceId device) {
        if (added instanceof Added.Created created) {
            return new Ordered(created.task(), true);
        }
        if (added instanceof Added.Repeated repeated) {
            return new Ordered(repeated.task(), false);
        }
        if (added instanceof Added.KeyTaken) {
            throw new Problem(
                            Problem.Type.KEY_REUSED,
                            "this " + KEY
                                    + " came with another order within the last 24 hours; a new order needs a new key")
                    .with("parameter", KEY);
        }
        if (added instanceof Added.Full full) {
            throw new Problem(
                            Problem.Type.QUEUE_FULL,
                            "the device has " + full.limit() + " tasks waiting; more can be ordered when it has called")
                    .withHeader("Retry-After", "300");
        }
        throw DeviceIds.unknown(device);
    }

    private ApiResponse answer(Ordered ordered, Task task) {
        return located(ordered.created() ? 201 : 200, task);
    }

    /** After waiting: 202 says that the task is still to be done. */
    private ApiResponse answered(Ordered ordered, Task task) {
        return task.status().isEnded() ? answer(ordered, task) : located(202, task);
    }

    private ApiResponse located(int status, Task task) {
        return located(status, task, parts);
    }

    static ApiResponse located(int status, Task task, ApiParts parts) {
        return ApiResponse.json(status, TaskView.of(task, parts.names()))
                .with("Location", Router.BASE + "/devices/" + task.device().value() + "/tasks/" + task.id());
    }

    private Duration wait(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        var wait = Times.duration(text);
        if (wait == null || wait.compareTo(parts.settings().maxWait()) > 0) {
            throw Problem.parameter(
                    "wait",
                    "'wait' is a duration such as 30s, of at most "
                            + parts.settings().maxWait().toSeconds() + "s, not '" + text + "'");
        }
        return wait;
    }

    /** The client's key, null if it gave none. */
    static @Nullable String key(ApiRequest request) {
        var key = request.header(KEY);
        if (key == null) {
            return null;
        }
        if (key.isBlank() || key.length() > MAX_KEY_CHARS || key.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw Problem.parameter(KEY, "a key has 1 to " + MAX_KEY_CHARS + " visible ASCII characters");
        }
        return key;
    }

    private Mono<ApiResponse> list(ApiRequest request) {
        var device = DeviceIds.of(request);
        return parts.store()
                .devices()
                .find(device)
                .flatMap(known -> tasks.list(device))
                .map(all -> ApiResponse.ok(Json.page(all, this::view, null)))
                .switchIfEmpty(Mono.error(() -> DeviceIds.unknown(device)));
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        return tasks.get(DeviceIds.of(request), request.at("taskId"))
                .map(task -> ApiResponse.ok(view(task)))
                .switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    private Mono<ApiResponse> cancel(ApiRequest request) {
        return tasks.cancel(DeviceIds.of(request), request.at("taskId"), parts.write(request.actor()))
                .publishOn(work)
                .map(task -> {
                    if (task.status() != TaskStatus.CANCELLED) {
                        throw new Problem(
                                Problem.Type.CONFLICT,
                                task.status().isEnded()
                                        ? "the task has ended: it is "
                                                + task.status().name().toLowerCase(Locale.ROOT)
                                        : "the device has the task's request already");
                    }
                    return ApiResponse.ok(view(task));
                })
                .switchIfEmpty(Mono.error(() -> unknown(request)));
    }

    private ObjectNode view(Task task) {
        return TaskView.of(task, parts.names());
    }

    private static Problem unknown(ApiRequest request) {
        return Problem.notFound("the device has no task " + request.at("taskId"));
    }
}
