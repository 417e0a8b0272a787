package org.reactiveacs.store;

import static org.reactiveacs.store.Arrivals.T0;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.port.Actor;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;

/** What tests do at a store, one call after the other, and what they give it. */
public abstract class StoreSteps {

    /** A device that arrivals are from unless they say otherwise. */
    protected static final DeviceId DEVICE = DeviceId.of("00D09E-1");

    private static final AtomicLong NUMBERS = new AtomicLong();

    /** The store under test, empty at the start of each test. */
    protected abstract Store store();

    protected static Write write() {
        return write(T0);
    }

    protected static Write write(Instant at) {
        return new Write("write-" + NUMBERS.incrementAndGet(), Actor.operator("tester"), at);
    }

    protected static Task reboot(String id) {
        return task(id, new TaskSpec.Reboot(), Schedule.AT_ONCE);
    }

    protected static Task task(String id, TaskSpec spec, Schedule schedule) {
        return Task.queued(id, DEVICE, spec, new Task.Order(T0, "tester", schedule));
    }

    protected Opened open(Arrivals arrival) {
        return open(arrival.build());
    }

    protected Opened open(Arrival arrival) {
        return Objects.requireNonNull(store().sessions().open(arrival).block());
    }

    protected TaskStore.Added add(Task task) {
        return Objects.requireNonNull(store().tasks().add(task, null, write()).block());
    }

    protected Committed commit(Arrival arrival, long version, @Nullable StoredSession next, Commit.Changes changes) {
        return Objects.requireNonNull(store().sessions()
                .commit(new Commit(
                        "commit-" + NUMBERS.incrementAndGet(),
                        Arrivals.subject(arrival, version),
                        T0,
                        next,
                        changes,
                        false))
                .block());
    }

    protected static Commit.Changes tasks(Task... tasks) {
        return new Commit.Changes(null, null, List.of(tasks), Set.of(), null, List.of());
    }

    protected static StoredSession session(String text) {
        return new TestSession(DEVICE, Duration.ofSeconds(60), text);
    }

    protected KnownDevice known() {
        return Objects.requireNonNull(store().devices().find(DEVICE).block());
    }

    protected Device head() {
        return Objects.requireNonNull(known().head());
    }

    protected Task stored(String id) {
        return Objects.requireNonNull(store().tasks().get(DEVICE, id).block());
    }

    protected long sessionsOpen() {
        return Objects.requireNonNull(store().counters().block()).sessionsOpen();
    }

    protected void register(DeviceId device, String tag) {
        store().devices()
                .change(device, List.of(new DeviceStore.Change.Register(), new DeviceStore.Change.Tag(tag)), write())
                .block();
    }
}
