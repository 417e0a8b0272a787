package org.reactiveacs.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.port.Ids;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;

/** Puts devices into a store the way they come there: by calling. */
final class StoredDevices {
    private final Store store;
    private final Ids ids;
    private final Clock clock;

    StoredDevices(Store store, Ids ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    /** A device that calls once and is served. */
    DeviceId called(String serial, String software) {
        var session = open(serial, software, Arrival.Unknown.ACCEPT);
        end(session, null, List.of());
        return session.device();
    }

    /** A device that calls and is held. */
    DeviceId quarantined(String serial) {
        return open(serial, "1.0", Arrival.Unknown.QUARANTINE).device();
    }

    /** The device calls and tells these values. */
    void read(String serial, List<Parameter> values) {
        end(open(serial, "1.0", Arrival.Unknown.ACCEPT), ParameterTree.of(values), List.of());
    }

    /** The device calls and its due tasks become what {@code work} makes of them. */
    void work(String serial, UnaryOperator<Task> work) {
        var session = open(serial, "1.0", Arrival.Unknown.ACCEPT);
        var tasks = new ArrayList<Task>();
        session.opened().tasks().forEach(task -> tasks.add(work.apply(task.tried())));
        end(session, null, tasks);
    }

    /** The device calls and does all that is due. */
    void done(String serial, Outcome outcome) {
        work(serial, task -> task.ended(TaskStatus.DONE, outcome, clock.instant()));
    }

    private record Session(SessionKey key, DeviceId device, Opened opened) {}

    private Session open(String serial, String software, Arrival.Unknown unknown) {
        var identity = new Identity("Acme", "00D09E", "Home Box", serial);
        var device = DeviceId.of(IdentityScheme.OUI_SERIAL, identity);
        var key = new SessionKey(device, ids.token());
        var now = clock.instant();
        var opened = store.sessions()
                .open(new Arrival(
                        ids.next(),
                        key,
                        device,
                        identity,
                        new Arrival.Caller(now, "10.0.0.7", Arrival.Proof.NONE, 0, 0, 0),
                        new Arrival.Facts(
                                List.of("0 BOOTSTRAP", "1 BOOT"),
                                2,
                                List.of(
                                        string("Device.DeviceInfo.SoftwareVersion", software, now),
                                        string("Device.ManagementServer.ParameterKey", "", now)),
                                List.of("00:1A:2B:3C:4D:5E"),
                                Set.of("untypedValue")),
                        new Arrival.Rules(unknown, Arrival.AfterReset.ACCEPT),
                        new AnyOpening(device, Duration.ofSeconds(60))))
                .block();
        return new Session(key, device, Objects.requireNonNull(opened));
    }

    record AnyOpening(DeviceId deviceId, Duration timeout) implements StoredSession {}

    static Parameter string(String path, String value, Instant at) {
        return Parameter.of(path, value, ParameterType.STRING, at);
    }

    private void end(Session session, @org.jspecify.annotations.Nullable ParameterTree tree, List<Task> tasks) {
        Device device = Objects.requireNonNull(session.opened().device());
        store.sessions()
                .commit(new Commit(
                        ids.next(),
                        new Commit.Subject(session.key(), 0, device.id(), device.modelKey()),
                        clock.instant(),
                        null,
                        new Commit.Changes(device, tree, tasks, Set.of(), null, List.of()),
                        false))
                .block();
    }
}
