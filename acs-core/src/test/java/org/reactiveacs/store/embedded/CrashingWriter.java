package org.reactiveacs.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.reactiveacs.cluster.LocalMail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/**
 * A process that writes units whose parts all carry the same number, says on its output which tasks were acknowledged,
 * and goes on until it is killed.
 */
public final class CrashingWriter {

    static final DeviceId DEVICE = DeviceId.of("00D09E-1");
    static final String COUNTER = "Device.X.Counter";

    record TestSession(DeviceId deviceId, Duration timeout) implements StoredSession {}

    private CrashingWriter() {}

    public static void main(String[] args) {
        var store = EmbeddedStore.open(
                new EmbeddedStore.Settings(Path.of(args[0]), IdentityScheme.OUI_SERIAL, null), new LocalMail());
        var arrival =
                Arrivals.anArrival().operation("open-" + System.nanoTime()).build();
        store.sessions().open(arrival).block();
        long version = 0;
        for (int i = Integer.parseInt(args[1]); ; i++) {
            var task = Task.queued(
                    String.format("T%09d", i),
                    DEVICE,
                    new TaskSpec.Reboot(),
                    new Task.Order(Arrivals.T0, "tester", Schedule.AT_ONCE));
            store.tasks()
                    .add(task, null, new Write("add-" + System.nanoTime(), Actor.SYSTEM, Arrivals.T0))
                    .block();
            System.out.println("acknowledged " + task.id());
            var known = Objects.requireNonNull(store.devices().find(DEVICE).block());
            var head = Objects.requireNonNull(known.head()).withMacs(List.of(String.format("%012d", i)));
            var tree = ParameterTree.of(
                    List.of(Parameter.of(COUNTER, Integer.toString(i), ParameterType.INT, Arrivals.T0)));
            store.sessions()
                    .commit(new Commit(
                            "commit-" + System.nanoTime(),
                            Arrivals.subject(arrival, version++),
                            Arrivals.T0,
                            new TestSession(DEVICE, Duration.ofSeconds(60)),
                            new Commit.Changes(
                                    head,
                                    tree,
                                    List.of(task.ended(TaskStatus.DONE, Outcome.NONE, Arrivals.T0)),
                                    Set.of(),
                                    null,
                                    List.of(new DomainEvent(
                                            DomainEvent.Type.TASK_ENDED,
                                            DEVICE,
                                            Arrivals.T0,
                                            Map.of("number", Integer.toString(i))))),
                            false))
                    .block();
        }
    }
}
