package org.reactiveacs.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsMessage;
import org.reactiveacs.cwmp.CwmpMessage;
import org.reactiveacs.cwmp.CwmpVersion;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.cwmp.Inform;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.hook.HookAnswer;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.port.Actor;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Arrivals;
import org.reactiveacs.store.Loaded;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.RegistrationChanges;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.store.Write;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** Runs the engine for one device, with what a store would keep held in fields. */
final class EngineRig {

    static final DeviceId DEVICE = DeviceId.of("00D09E-1");
    private static final SessionJson CODEC = new SessionJson();
    static final String MAC_PATH = "Device.Ethernet.Interface.1.MACAddress";

    Instant now = Arrivals.T0;

    @Nullable
    Device head;

    ParameterTree tree = ParameterTree.EMPTY;
    Compliance compliance = Compliance.NONE;
    Registration registration = Registration.NONE;
    final List<String> outcomes = new ArrayList<>();
    ModelTraits traits = ModelTraits.NONE;
    final Map<String, Task> tasks = new LinkedHashMap<>();
    final List<DomainEvent> events = new ArrayList<>();

    @Nullable
    Session session;

    boolean lastWasDurable;

    /** What hooks were asked, and how they answer. */
    final List<HookQuestion> asked = new ArrayList<>();

    Function<HookQuestion, HookAnswer> hooks = question -> {
        throw new IllegalStateException("nobody answers " + question);
    };

    /** How often the parameters were needed. */
    int treeLoads;

    private final SessionEngine engine;
    private @Nullable DeviceView view;
    private int numbers;

    EngineRig() {
        this(Map.of());
    }

    EngineRig(Map<DataModel, List<String>> macPaths) {
        this(macPaths, Standards.NONE);
    }

    EngineRig(Map<DataModel, List<String>> macPaths, Standards standards) {
        engine = new SessionEngine(
                new SessionEngine.Settings(Duration.ofSeconds(60), new MacPaths(macPaths)), standards);
    }

    Task order(TaskSpec spec) {
        return order(spec, Schedule.AT_ONCE);
    }

    Task order(TaskSpec spec, Schedule schedule) {
        var task =
                Task.queued(String.format("T%03d", ++numbers), DEVICE, spec, new Task.Order(now, "tester", schedule));
        tasks.put(task.id(), task);
        return task;
    }

    Task task(String id) {
        return Objects.requireNonNull(tasks.get(id));
    }

    Device head() {
        return Objects.requireNonNull(head);
    }

    /** The CPE opens a session; one under way is superseded. */
    Reply inform(Inform inform) {
        return inform(inform, Header.ofId("i" + ++numbers));
    }

    Reply inform(Inform inform, Header header) {
        boolean superseded = session != null;
        if (superseded) {
            abandon();
        }
        var struct = inform.deviceId();
        var opening = Opening.of(
                DEVICE, Envelope.of(CwmpVersion.V1_0, header, inform), inform, ++numbers, engine.timeoutOf(header));
        var arrival = new Arrival(
                "op" + ++numbers,
                new SessionKey(DEVICE, "token"),
                DeviceId.of(
                        IdentityScheme.OUI_SERIAL,
                        new Identity(
                                struct.manufacturer(), struct.oui(), struct.productClass(), struct.serialNumber())),
                new Identity(struct.manufacturer(), struct.oui(), struct.productClass(), struct.serialNumber()),
                new Arrival.Caller(now, "192.0.2.1", Arrival.Proof.NONE, 0, 0, 0),
                new Arrival.Facts(
                        SessionEngine.eventCodes(inform),
                        inform.retryCount(),
                        inform.parameterList().stream()
                                .map(value -> Parameter.of(value.name(), value.value(), value.type(), now))
                                .toList(),
                        List.of(),
                        Set.of()),
                new Arrival.Rules(Arrival.Unknown.ACCEPT, Arrival.AfterReset.QUARANTINE),
                opening);
        var before = head;
        var received = Reception.receive(before, registration, traits, arrival);
        head = Objects.requireNonNull(received.device());
        var due = tasks.values().stream()
                .filter(task -> !task.status().isEnded())
                .filter(task -> task.status() != TaskStatus.QUEUED
                        || task.order().schedule().isOpen(now))
                .toList();
        var opened = new Opened(
                received.verdict(),
                head,
                Earlier.of(before, head),
                registration,
                due,
                traits,
                superseded ? "older" : null);
        return apply(engine.begin(opened, (Opening) again(opening), now));
    }

    /** The CPE says something under the ID of the request that is out. */
    Reply say(CwmpMessage message) {
        var current = session().current();
        return say(message, current == null ? "c" + ++numbers : current.requestId(), ++numbers);
    }

    Reply say(CwmpMessage message, String id, long digest) {
        return step(new Incoming(Envelope.of(CwmpVersion.V1_0, Header.ofId(id), message), digest));
    }

    /** The CPE posts nothing. */
    Reply nothing() {
        return step(Incoming.NOTHING);
    }

    private Reply step(Incoming incoming) {
        var known = Objects.requireNonNull(view);
        if (known.tree() == null && engine.needsTree(session(), known, now)) {
            treeLoads++;
            known = known.with(new Loaded(tree, compliance));
        }
        var step = engine.step(session(), incoming, known, now);
        while (!step.hooks().isEmpty()) {
            asked.addAll(step.hooks());
            var answers = new LinkedHashMap<String, HookAnswer>();
            step.hooks().forEach(question -> answers.put(question.policy(), hooks.apply(question)));
            session = (Session) again(session().told(answers));
            step = engine.step(session(), incoming, known, now);
        }
        return apply(step);
    }

    private Reply apply(SessionStep step) {
        var changes = step.changes();
        lastWasDurable = step.durable();
        if (changes.device() != null) {
            head = changes.device();
        }
        if (changes.tree() != null) {
            tree = changes.tree();
        }
        if (changes.compliance() != null) {
            compliance = changes.compliance();
        }
        for (var said : step.said()) {
            registration = RegistrationChanges.apply(
                    said.changes(), registration, new Write("op" + ++numbers, Actor.SYSTEM, now), new ArrayList<>());
        }
        if (changes.traits() != null) {
            traits = traits.learning(changes.traits().before(), changes.traits().after());
        }
        changes.tasks().forEach(task -> tasks.put(task.id(), task));
        events.addAll(changes.events());
        outcomes.addAll(step.outcomes());
        session = step.ends() ? null : (Session) again(step.session());
        view = step.view();
        return step.reply();
    }

    /** As a store gives it back: any message may come to another node. */
    private static StoredSession again(StoredSession kept) {
        var read = CODEC.decode(CODEC.encode(kept));
        assertThat(read).isEqualTo(kept);
        return java.util.Objects.requireNonNull(read);
    }

    /** The session dies without a word: as a store settles it. */
    void abandon() {
        session = null;
        tasks.replaceAll((id, task) -> task.abandoned());
    }

    Session session() {
        return Objects.requireNonNull(session, "no session");
    }

    /** The request in a reply. */
    static AcsMessage message(Reply reply) {
        return (AcsMessage) ((Reply.Send) reply).envelope().message();
    }

    static <T extends AcsMessage> T message(Reply reply, Class<T> type) {
        return type.cast(message(reply));
    }
}
