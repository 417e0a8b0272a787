package org.reactiveacs.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Registration;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.TaskStore.Idempotency;
import org.reactiveacs.subscription.Callbacks;
import org.reactiveacs.task.Assignment;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskKind;
import org.reactiveacs.task.TaskNames;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Gives a device to another ACS, and takes it back while it has not gone. */
final class HandOverResource {
    private static final String ONE = "/devices/{id}/hand-over";

    private final ApiParts parts;
    private final Scheduler work;

    HandOverResource(ApiParts parts, Scheduler work) {
        this.parts = parts;
        this.work = work;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", ONE, Set.of(), this::order),
                Route.of("GET", ONE, Set.of(), this::show),
                Route.of("DELETE", ONE, Set.of(), this::takeBack));
    }

    private Mono<KnownDevice> known(DeviceId id) {
        return parts.store().devices().find(id).switchIfEmpty(Mono.error(() -> DeviceIds.unknown(id)));
    }

    /** A task of its own kind: what is peculiar is what may not be beside it. */
    private Mono<ApiResponse> order(ApiRequest request) {
        var id = DeviceIds.of(request);
        var order = read(request);
        var key = TasksResource.key(request);
        return known(id)
                .doOnNext(device -> check(device, order))
                .then(waiting(id))
                .publishOn(work)
                .flatMap(waiting -> {
                    var same = waiting.stream()
                            .filter(task -> task.spec().equals(order.spec()))
                            .findFirst();
                    if (same.isPresent()) {
                        return Mono.just(TasksResource.located(200, same.get(), parts));
                    }
                    if (!waiting.isEmpty()) {
                        throw conflict("the device waits to be handed over to another URL already: take task "
                                + waiting.get(0).id() + " back first");
                    }
                    return added(request, id, order, key);
                });
    }

    private TaskOrder read(ApiRequest request) {
        var body = JsonBody.object(request.body());
        if (body.has("kind")) {
            JsonBody.allow(
                    body,
                    Set.of(
                            "url",
                            "username",
                            "password",
                            "periodicInformInterval",
                            "connectionRequest",
                            "expires",
                            "notBefore",
                            "window",
                            "wake",
                            "callback"));
        }
        body.put("kind", TaskKind.HAND_OVER);
        return TaskOrder.read(Json.write(body), parts.now(), parts.names());
    }

    private void check(KnownDevice device, TaskOrder order) {
        if (device.isRetired()) {
            throw conflict("device " + device.id() + " is retired: another came in its place");
        }
        if (device.registration().isAway()) {
            throw conflict(
                    device.isHandedOver()
                            ? "another ACS has the device already"
                            : "the device has taken another URL already and is leaving: take that back first");
        }
        var head = device.head();
        if (head != null) {
            for (var step : ((TaskSpec.HandOver) order.spec()).steps()) {
                var problem = TaskNames.problem(step.spec(), parts.names(), head);
                if (problem != null) {
                    throw conflict(problem);
                }
            }
        }
    }

    private Mono<List<Task>> waiting(DeviceId id) {
        return parts.store()
                .tasks()
                .list(id)
                .map(tasks -> tasks.stream()
                        .filter(task -> task.spec() instanceof TaskSpec.HandOver
                                && !task.status().isEnded())
                        .toList());
    }

    private Mono<ApiResponse> added(ApiRequest request, DeviceId id, TaskOrder order, @Nullable String key) {
        var write = parts.write(request.actor());
        var task = Task.queued(
                parts.ids().next(),
                id,
                order.spec(),
                new Task.Order(write.at(), write.actor().name(), order.schedule()));
        var idempotency = key == null ? null : new Idempotency(key, order.digest());
        var adding = Mono.defer(() -> parts.store().tasks().add(task, idempotency, write));
        return CallbackBody.ordered(order.callback(), task, new Callbacks(parts.store()), adding)
                .publishOn(work)
                .map(added -> {
                    var ordered = TasksResource.ordered(added, id);
                    if (Boolean.TRUE.equals(order.wake())) {
                        TasksResource.wake(ordered.task(), parts);
                    }
                    return TasksResource.located(ordered.created() ? 201 : 200, ordered.task(), parts);
                });
    }

    private Mono<ApiResponse> show(ApiRequest request) {
        return known(DeviceIds.of(request)).publishOn(work).map(this::view);
    }

    private ApiResponse view(KnownDevice device) {
        var handOver = device.registration().handOver();
        if (handOver == null) {
            throw Problem.notFound("device " + device.id() + " was never handed over, as far as is known");
        }
        return ApiResponse.ok(HandOverView.of(handOver, device.head()));
    }

    private Mono<ApiResponse> takeBack(ApiRequest request) {
        var id = DeviceIds.of(request);
        return known(id)
                .then(waiting(id))
                .publishOn(work)
                .flatMap(waiting -> waiting.isEmpty() ? undo(id, request) : cancel(waiting.get(0), request));
    }

    /** Nothing was said to the device yet, or so one hopes. */
    private Mono<ApiResponse> cancel(Task task, ApiRequest request) {
        return parts.store()
                .tasks()
                .cancel(task.device(), task.id(), parts.write(request.actor()))
                .publishOn(work)
                .map(now -> {
                    if (now.status() != TaskStatus.CANCELLED) {
                        throw conflict("the device is being told just now: ask again when it has answered");
                    }
                    return TasksResource.located(200, now, parts);
                });
    }

    private static Problem conflict(String why) {
        return new Problem(Problem.Type.CONFLICT, why);
    }

    /** It has taken the other URL: the former one is set again if it calls here once more. */
    private Mono<ApiResponse> undo(DeviceId id, ApiRequest request) {
        return known(id).publishOn(work).flatMap(device -> {
            var before = undoable(device, device.registration().handOver()).undo();
            var take = new Change.TakeBack(parts.ids().next(), before);
            return cameToNothing(id, before)
                    .filter(nothing -> nothing)
                    .flatMap(nothing -> parts.store().devices().change(id, List.of(take), parts.write(request.actor())))
                    .defaultIfEmpty(device)
                    .publishOn(work)
                    .flatMap(changed -> undone(changed, request));
        });
    }

    /** Whether another task is to take the device back than the one that was ordered, if any was. */
    private Mono<Boolean> cameToNothing(DeviceId id, String undo) {
        return undo.isEmpty()
                ? Mono.just(true)
                : parts.store()
                        .tasks()
                        .get(id, undo)
                        .map(task -> task.status().isEnded() && task.status() != TaskStatus.DONE)
                        .defaultIfEmpty(false);
    }

    private static HandOver undoable(KnownDevice device, @Nullable HandOver handOver) {
        if (handOver == null || !handOver.isAway()) {
            throw conflict("there is nothing to take back: device " + device.id() + " is not being handed over");
        }
        if (device.isHandedOver()) {
            throw conflict("the device has gone: the other ACS has to send it back, to "
                    + (handOver.former().url().isEmpty()
                            ? "the URL of this one"
                            : TaskView.withoutLogin(handOver.former().url())));
        }
        if (handOver.former().url().isEmpty()) {
            throw conflict("what the device called before is not known: set "
                    + TaskSpec.HandOver.URL
                    + " by a task, if it calls here once more");
        }
        return handOver;
    }

    /** Ordered again if it comes again: a task of the same id is made once. */
    private Mono<ApiResponse> undone(KnownDevice device, ApiRequest request) {
        var handOver = device.registration().handOver();
        var undo = handOver == null ? "" : handOver.undo();
        if (handOver == null || undo.isEmpty()) {
            throw conflict("the device has gone on just now: look at it again");
        }
        var write = parts.write(request.actor());
        var task = Task.queued(
                undo,
                device.id(),
                new TaskSpec.SetParameterValues(former(device, handOver)),
                new Task.Order(write.at(), write.actor().name(), Schedule.AT_ONCE));
        return parts.store().tasks().add(task, null, write).publishOn(work).map(added -> {
            var ordered = TasksResource.ordered(added, device.id());
            TasksResource.wake(ordered.task(), parts);
            return TasksResource.located(202, ordered.task(), parts);
        });
    }

    /** The name goes with its password: one of them alone would shut the device out. */
    private List<Assignment> former(KnownDevice device, HandOver handOver) {
        var values = new ArrayList<Assignment>();
        values.add(text(TaskSpec.HandOver.URL, handOver.former().url()));
        var registration = device.registration();
        var own = registration.credential();
        if (own != null) {
            values.add(text(TaskSpec.HandOver.USERNAME, own.username()));
            values.add(text(TaskSpec.HandOver.PASSWORD, own.password()));
        } else if (handOver.former().isDerived()) {
            var password = derived(device, registration);
            if (password != null) {
                values.add(text(TaskSpec.HandOver.USERNAME, handOver.former().username()));
                values.add(text(TaskSpec.HandOver.PASSWORD, password));
            }
        }
        return values;
    }

    private @Nullable String derived(KnownDevice device, Registration registration) {
        var head = device.head();
        return head == null
                ? null
                : parts.tools().passwords().of(head, registration).of("cwmp");
    }

    private static Assignment text(String name, String value) {
        return new Assignment(name, value, ParameterType.STRING);
    }
}
