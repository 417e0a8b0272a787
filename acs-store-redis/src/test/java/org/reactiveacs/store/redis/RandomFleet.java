package org.reactiveacs.store.redis;

import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Subscription;
import org.reactiveacs.device.Visit;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.TaskStore;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Sent;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** Does something at random with a handful of devices, the same at every store, and tells what each answered. */
final class RandomFleet {

    static final List<DeviceId> DEVICES = List.of("1", "2", "3", "tvip", "5").stream()
            .map(serial -> id(serial))
            .toList();

    private static final List<String> TAGS = List.of("vip", "lab");
    private static final List<String> SUBSCRIBERS = List.of("anna", "bert");

    private final Random random;
    private final List<Open> sessions = new ArrayList<>();
    private Instant now = T0;
    private int numbers;
    private long nonce = 1000;

    /** A session that a test has opened, whether it still is or not. */
    private static final class Open {
        private final Arrival arrival;
        private final Device device;
        private final Map<String, Task> tasks = new TreeMap<>();
        private long version;

        Open(Arrival arrival, Device device) {
            this.arrival = arrival;
            this.device = device;
        }
    }

    /**
     * Something to do.
     *
     * @param what in words
     * @param device whose
     * @param at when
     * @param act does it at a store; the answer
     * @param learn hears the answer
     */
    record Step(
            String what,
            DeviceId device,
            Instant at,
            Function<Store, @Nullable Object> act,
            java.util.function.Consumer<@Nullable Object> learn) {}

    RandomFleet(long seed) {
        random = new Random(seed);
    }

    private static DeviceId id(String serial) {
        return DeviceId.of("00D09E-" + serial);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Step next() {
        now = now.plusMillis(1 + random.nextInt(oneIn(4) ? 40_000 : 500));
        var device = any(DEVICES);
        return switch (random.nextInt(18)) {
            case 0, 1, 2 -> open(device);
            case 3, 4, 5, 6, 7, 8 -> sessions.isEmpty() ? open(device) : commit(any(recent()));
            case 9, 10 -> add(device);
            case 11 -> cancel(device);
            case 12 -> oneIn(3) ? delete(device) : change(device);
            case 13 -> change(device);
            case 14 -> sessions.isEmpty() ? open(device) : resume(any(recent()));
            case 15 -> expire(device);
            default -> silence(device);
        };
    }

    /** Mostly sessions that may still be open. */
    private List<Open> recent() {
        return oneIn(5) ? sessions : sessions.subList(Math.max(0, sessions.size() - 4), sessions.size());
    }

    private Step step(
            String what,
            DeviceId device,
            Function<Store, @Nullable Object> act,
            java.util.function.Consumer<@Nullable Object> learn) {
        return new Step(now + " " + what + " " + device, device, now, act, learn);
    }

    private Step open(DeviceId device) {
        var serial = device.value().substring(7);
        var arrivals = anArrival()
                .of(new Identity("Acme", "00D09E", oneIn(8) ? "Other" : "Router", serial))
                .at(now)
                .watchedBy(silenceRules())
                .calling("192.0.2." + (oneIn(4) ? 2 : 1))
                .reporting("Device.DeviceInfo.SoftwareVersion", oneIn(8) ? "2" : "1")
                .reporting("Device.ManagementServer.ParameterKey", oneIn(4) ? "foreign" : "");
        if (oneIn(3)) {
            arrivals.with(any(List.of("0 BOOTSTRAP", "1 BOOT", "4 VALUE CHANGE", "6 CONNECTION REQUEST")));
        }
        if (oneIn(6)) {
            arrivals.withMac("02:00:00:00:00:0" + random.nextInt(3));
        }
        if (oneIn(3)) {
            switch (random.nextInt(6)) {
                case 0, 1 -> arrivals.withKeyVersion(1 + random.nextInt(2));
                case 2 -> arrivals.provenBy(Arrival.Proof.ONBOARDING);
                case 3 -> arrivals.provenBy(Arrival.Proof.STORED);
                case 4 -> arrivals.provenBy(Arrival.Proof.STORED_PREVIOUS);
                default -> arrivals.provenBy(Arrival.Proof.CERTIFICATE);
            }
        }
        if (oneIn(3)) {
            arrivals.withNonce(oneIn(6) ? nonce - 1 : nonce++, 1);
        }
        if (oneIn(4)) {
            arrivals.under(any(List.of(Arrival.Unknown.values())), any(List.of(Arrival.AfterReset.values())));
        }
        var arrival = arrivals.build();
        return step("open " + arrival.session().token(), device, store -> opened(store, arrival), answer -> {
            var opened = (Opened) Objects.requireNonNull(answer);
            if (opened.verdict() instanceof Verdict.Admitted) {
                var session = new Open(arrival, Objects.requireNonNull(opened.device()));
                opened.tasks().forEach(task -> session.tasks.put(task.id(), task));
                sessions.add(session);
            }
        });
    }

    /** An answer without what stores may tell differently. */
    private static Opened opened(Store store, Arrival arrival) {
        var opened = Objects.requireNonNull(store.sessions().open(arrival).block());
        if (opened.verdict() instanceof Verdict.Replayed) {
            return new Opened(opened.verdict(), null, null, Registration.NONE, List.of(), ModelTraits.NONE, null);
        }
        // No session asks what a device that it does not get was before.
        var before = opened.verdict() instanceof Verdict.Quarantined ? null : opened.before();
        return new Opened(
                opened.verdict(),
                opened.device(),
                before,
                opened.registration().settled(),
                opened.tasks(),
                opened.traits(),
                opened.cutOff());
    }

    private Step commit(Open session) {
        var device = session.arrival.device();
        boolean ends = oneIn(3);
        var tasks = new ArrayList<Task>();
        for (var task : session.tasks.values()) {
            if (ends || oneIn(2)) {
                tasks.add(goneOn(task, ends));
            }
        }
        var head = ends || oneIn(3) ? head(session, ends) : null;
        var tree = oneIn(6) ? tree() : null;
        var events = oneIn(6)
                ? List.of(new DomainEvent(DomainEvent.Type.FAULT, device, now, Map.of()))
                : List.<DomainEvent>of();
        // What it has seen; but that it does not tell of the tasks that it changed makes no difference.
        var known = new TreeSet<>(session.tasks.keySet());
        if (oneIn(3)) {
            tasks.forEach(task -> known.remove(task.id()));
        }
        var commit = new Commit(
                "commit-" + session.arrival.session().token() + "-" + numbers++,
                new Commit.Subject(
                        session.arrival.session(),
                        oneIn(10) ? session.version - 1 : session.version,
                        device,
                        session.device.modelKey()),
                now,
                ends ? null : StoreUser.session(device, "session " + numbers),
                new Commit.Changes(head, tree, tasks, Set.copyOf(known), null, events),
                oneIn(4));
        return step(
                (ends ? "end " : "commit ") + session.arrival.session().token() + " v" + session.version + " " + tasks,
                device,
                store -> committed(store, commit),
                answer -> learn(session, tasks, (Committed) Objects.requireNonNull(answer)));
    }

    /** The version of a session that is over means nothing. */
    private static Committed committed(Store store, Commit commit) {
        var committed = Objects.requireNonNull(store.sessions().commit(commit).block());
        return commit.next() == null && committed instanceof Committed.Done ? new Committed.Done(-1) : committed;
    }

    private static void learn(Open session, List<Task> tasks, Committed committed) {
        if (committed instanceof Committed.Withdrawn withdrawn) {
            withdrawn.tasks().forEach(session.tasks::remove);
            return;
        }
        if (committed instanceof Committed.Stale) {
            return;
        }
        tasks.forEach(task -> session.tasks.put(task.id(), task));
        session.tasks.values().removeIf(task -> task.status().isEnded());
        if (committed instanceof Committed.Done done) {
            session.version = done.version();
        } else if (committed instanceof Committed.Onward onward) {
            session.version = onward.version();
            onward.tasks().forEach(task -> session.tasks.put(task.id(), task));
        }
    }

    /** A session that ends leaves no request out. */
    private Task goneOn(Task task, boolean ends) {
        if (task.status() == TaskStatus.UNSETTLED) {
            return oneIn(2) ? task : task.ended(TaskStatus.DONE, Outcome.NONE, now);
        }
        if (task.status() == TaskStatus.QUEUED && !ends) {
            boolean repeatable = oneIn(2);
            return task.tried()
                    .sending(new Sent(
                            repeatable ? "GetParameterValues" : "Reboot",
                            task.key(),
                            now,
                            repeatable,
                            0,
                            List.of(),
                            false));
        }
        return switch (random.nextInt(3)) {
            case 0 -> task.requeued();
            case 1 -> task.ended(TaskStatus.DONE, Outcome.NONE, now);
            default -> task.ended(TaskStatus.FAILED, Outcome.NONE, now);
        };
    }

    private Device head(Open session, boolean ends) {
        var device = session.device;
        if (oneIn(4)) {
            device = device.withMacs(List.of("02:00:00:00:00:0" + random.nextInt(3)));
        }
        return ends ? Reception.ended(device, 0, Visit.End.COMPLETED, now) : device;
    }

    private ParameterTree tree() {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            parameters.add(Parameter.of("Device.P" + i, "v" + random.nextInt(3), ParameterType.STRING, now));
        }
        if (oneIn(2)) {
            var path = "Device.ManagementServer.PeriodicInform";
            parameters.add(
                    oneIn(5)
                            ? Parameter.of(path + "Enable", "false", ParameterType.BOOLEAN, now)
                            : Parameter.of(path + "Interval", oneIn(2) ? "30" : "600", ParameterType.STRING, now));
        }
        return ParameterTree.of(parameters);
    }

    private Step add(DeviceId device) {
        var schedule = oneIn(2)
                ? Schedule.AT_ONCE
                : new Schedule(
                        oneIn(2) ? now.plusSeconds(random.nextInt(60)) : null,
                        oneIn(2) ? now.plusSeconds(1 + random.nextInt(120)) : null,
                        null);
        var task = StoreUser.task(device, String.format("T%05d", numbers++), new TaskSpec.Reboot(), schedule);
        var key = oneIn(4) ? new TaskStore.Idempotency("key" + random.nextInt(2), "digest" + random.nextInt(2)) : null;
        var write = StoreUser.write(now);
        return step(
                "add " + task.id() + " " + schedule + " " + key,
                device,
                store -> added(store.tasks().add(task, key, write).block()),
                answer -> {});
    }

    private static TaskStore.@Nullable Added added(TaskStore.@Nullable Added added) {
        return added instanceof TaskStore.Added.Repeated repeated
                ? new TaskStore.Added.Repeated(Objects.requireNonNull(timeless(repeated.task())))
                : added;
    }

    /** Without the time at which it ended, for a store may be some seconds late to find out that time has run out. */
    static @Nullable Task timeless(@Nullable Task task) {
        return task == null
                ? null
                : new Task(
                        task.id(),
                        task.device(),
                        task.spec(),
                        task.order(),
                        task.status(),
                        task.progress(),
                        task.attempts(),
                        task.outcome(),
                        null);
    }

    private Step cancel(DeviceId device) {
        var task = String.format("T%05d", Math.max(0, numbers - 1 - random.nextInt(12)));
        var write = StoreUser.write(now);
        return step(
                "cancel " + task,
                device,
                store -> timeless(store.tasks().cancel(device, task, write).block()),
                answer -> {});
    }

    private Step delete(DeviceId device) {
        var write = StoreUser.write(now);
        return step(
                "delete", device, store -> store.devices().delete(device, write).block(), answer -> {});
    }

    private Step change(DeviceId device) {
        var changes = new ArrayList<DeviceStore.Change>();
        changes.add(
                switch (random.nextInt(9)) {
                    case 0 -> new DeviceStore.Change.Register();
                    case 8 -> new DeviceStore.Change.HandOver(handOver());
                    case 5 -> new DeviceStore.Change.Subscribe(subscription());
                    case 6 -> new DeviceStore.Change.Unsubscribe(any(SUBSCRIBERS), numbers++);
                    case 7 -> new DeviceStore.Change.SetVariable("plan", variable());
                    case 1 -> new DeviceStore.Change.Untag(any(TAGS));
                    case 2 -> new DeviceStore.Change.SetCredential(new Credential("box", "secret" + numbers++));
                    case 3 -> new DeviceStore.Change.Release();
                    default -> new DeviceStore.Change.Tag(any(TAGS));
                });
        var write = StoreUser.write(now);
        return step(
                "change " + changes,
                device,
                store -> store.devices().change(device, changes, write).block(),
                answer -> {});
    }

    private Subscription subscription() {
        return new Subscription(any(SUBSCRIBERS), numbers++, oneIn(2) ? Map.of() : Map.of("plan", variable()));
    }

    private HandOver handOver() {
        var state = oneIn(2) ? HandOver.State.LEAVING : HandOver.State.RETURNED;
        var task = String.format("T%05d", oneIn(2) ? numbers++ : numbers);
        return new HandOver(task, "http://other/", "tester", state, now, HandOver.Former.UNKNOWN, "", "");
    }

    private Registration.Variable variable() {
        return new Registration.Variable(oneIn(2) ? "gold" : "silver", oneIn(3));
    }

    private Step resume(Open session) {
        var at = now;
        return step(
                "resume " + session.arrival.session().token(),
                session.arrival.device(),
                store -> {
                    var resumed = store.sessions()
                            .resume(session.arrival.session(), at)
                            .block();
                    return resumed == null
                            ? null
                            : List.of(
                                    StoreUser.text(resumed.session()),
                                    resumed.version(),
                                    Objects.requireNonNull(resumed.opened().device()),
                                    resumed.opened().registration(),
                                    resumed.opened().tasks());
                },
                answer -> {});
    }

    private Step expire(DeviceId device) {
        var first = now.plus(Duration.ofSeconds(oneIn(8) ? 4000 : random.nextInt(70)));
        // A store may look at a task whose device is in a session again some seconds later only.
        now = first.plusSeconds(5);
        var then = now;
        return step(
                "expire",
                device,
                store -> {
                    int ended = 0;
                    // The last time is for the tasks of sessions that ended only then.
                    for (var at : List.of(first, then, then)) {
                        ended += Objects.requireNonNull(store.sessions()
                                .expire(Partitions.of(device), at)
                                .block());
                    }
                    return ended;
                },
                answer -> {});
    }

    private SilenceRules silenceRules() {
        return new SilenceRules(
                1 + random.nextInt(3), Duration.ofSeconds(oneIn(2) ? 20 : 200), Duration.ofSeconds(random.nextInt(60)));
    }

    private Step silence(DeviceId device) {
        now = now.plusSeconds(oneIn(6) ? 90_000 : random.nextInt(120));
        var at = now;
        var rules = silenceRules();
        int partition = Partitions.of(device);
        return step(
                "silence " + rules,
                device,
                store -> List.of(
                        Objects.requireNonNull(
                                store.sessions().silence(partition, at, rules).block()),
                        Objects.requireNonNull(store.population(partition).block())),
                answer -> {});
    }
}
