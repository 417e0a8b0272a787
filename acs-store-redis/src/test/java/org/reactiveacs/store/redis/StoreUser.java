package org.reactiveacs.store.redis;

import static org.reactiveacs.store.Arrivals.T0;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.TestSession;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import reactor.core.publisher.Mono;

/** A store as a test uses it, one call after the other, and what it is given. */
record StoreUser(Store store) {

    static final DeviceId DEVICE = DeviceId.of("00D09E-1");

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    static Write write() {
        return write(T0);
    }

    static Write write(Instant at) {
        return new Write("write-" + NUMBERS.incrementAndGet(), Actor.operator("tester"), at);
    }

    static Task reboot(String id) {
        return task(id, new TaskSpec.Reboot());
    }

    static Task task(String id, TaskSpec spec) {
        return task(DEVICE, id, spec, Schedule.AT_ONCE);
    }

    static Task task(DeviceId device, String id, TaskSpec spec, Schedule schedule) {
        return Task.queued(id, device, spec, new Task.Order(T0, "tester", schedule));
    }

    /** The task with its request out, which must not be repeated. */
    static Task rebooting(Task task, Instant at) {
        return task.tried().sending(new Sent("Reboot", task.key(), at, false, 0, List.of(), false));
    }

    static StoredSession session(DeviceId device, String text) {
        return new TestSession(device, Duration.ofMinutes(1), text);
    }

    static StoredSession session(String text) {
        return session(DEVICE, text);
    }

    static String text(StoredSession session) {
        return ((TestSession) session).text();
    }

    static Commit.Changes tasks(Task... tasks) {
        return new Commit.Changes(null, null, List.of(tasks), Set.of(), null, List.of());
    }

    static Commit.Changes event(DeviceId device) {
        return new Commit.Changes(
                null,
                null,
                List.of(),
                Set.of(),
                null,
                List.of(new DomainEvent(DomainEvent.Type.FAULT, device, T0, java.util.Map.of("code", "9002"))));
    }

    static Commit commit(Arrival of, long version, @Nullable StoredSession next, Commit.Changes changes) {
        return new Commit(
                "commit-" + NUMBERS.incrementAndGet(), Arrivals.subject(of, version), T0, next, changes, false);
    }

    static <T> T answer(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(LIMIT));
    }

    Opened open(Arrival arrival) {
        return answer(store.sessions().open(arrival));
    }

    Arrival opened(Arrivals arrival) {
        var built = arrival.build();
        open(built);
        return built;
    }

    Committed commit(Commit commit) {
        return answer(store.sessions().commit(commit));
    }

    int expire(int partition, Instant now) {
        return answer(store.sessions().expire(partition, now));
    }

    TaskStore.Added add(Task task) {
        return add(task, write());
    }

    TaskStore.Added add(Task task, Write write) {
        return answer(store.tasks().add(task, null, write));
    }

    Task cancel(String id) {
        return answer(store.tasks().cancel(DEVICE, id, write()));
    }

    void change(DeviceId device, DeviceStore.Change... changes) {
        store.devices().change(device, List.of(changes), write()).block(LIMIT);
    }

    Task task(String id) {
        return answer(store.tasks().get(DEVICE, id));
    }

    List<Task> tasks(DeviceId device) {
        return answer(store.tasks().list(device));
    }

    Store.Counters counters() {
        return answer(store.counters());
    }

    List<DomainEvent.Type> events(DeviceId device) {
        return answer(store.events(org.reactiveacs.cluster.Partitions.of(device), 0, 4096)).stream()
                .map(recorded -> recorded.event().type())
                .toList();
    }
}
