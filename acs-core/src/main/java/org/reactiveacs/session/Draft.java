package org.reactiveacs.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.MacAddress;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.device.Visit;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.session.work.Answer;
import org.reactiveacs.session.work.Situation;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.TaskEvents;
import org.reactiveacs.task.Task;

/** A step while it is being worked out: the session and the device as they become, and what changed on the way. */
final class Draft {

    private static final String POLICY = "policy ";

    final Instant now;
    private final long digest;
    private final MacPaths macPaths;
    private final DeviceView before;
    private Session session;
    private Device device;
    private @Nullable ParameterTree tree;
    private ModelTraits traits;
    private boolean treeChanged;
    private boolean durable;
    private Registration registration;
    private Compliance compliance;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Set<String> created = new TreeSet<>();
    private final Map<String, List<DeviceStore.Change>> said = new LinkedHashMap<>();
    private final List<DomainEvent> events = new ArrayList<>();
    private final Set<String> quirks = new TreeSet<>();
    private final List<String> outcomes = new ArrayList<>();
    private List<HookQuestion> questions = List.of();

    Draft(Session session, DeviceView view, MacPaths macPaths, Instant now, long digest) {
        this.digest = digest;
        this.session = session;
        this.before = view;
        this.device = view.device();
        this.tree = view.tree();
        this.traits = view.traits();
        this.registration = view.registration();
        this.compliance = view.compliance();
        this.macPaths = macPaths;
        this.now = now;
    }

    Session session() {
        return session;
    }

    void session(Session next) {
        session = next;
    }

    Device device() {
        return device;
    }

    void device(Device next) {
        device = next;
    }

    Registration registration() {
        return registration;
    }

    Compliance compliance() {
        return compliance;
    }

    void compliance(Compliance next) {
        compliance = next;
    }

    /** What is known of the parameters, null while it was not needed. */
    @Nullable
    ParameterTree tree() {
        return tree;
    }

    ParameterTree parameters() {
        return tree == null ? ParameterTree.EMPTY : tree;
    }

    /** A task that no operator ordered. */
    void create(Task task) {
        session = session.given(List.of(task));
        tasks.put(task.id(), task);
        created.add(task.id());
        event(
                DomainEvent.Type.TASK_CREATED,
                Map.of(
                        "task",
                        task.id(),
                        "kind",
                        task.spec().kind(),
                        "by",
                        task.order().by()));
    }

    /** A policy puts a tag on the device, or takes it off. */
    void tag(String policy, String tag, boolean add) {
        say(POLICY + policy, add ? new DeviceStore.Change.Tag(tag) : new DeviceStore.Change.Untag(tag));
        registration = add ? registration.tagged(tag) : registration.untagged(tag);
    }

    /** A policy's passwords are to be others from now on: it has the device given new ones. */
    void rotate(String policy) {
        say(POLICY + policy, new DeviceStore.Change.Rotate());
        registration = registration.rotated(now);
    }

    /** The device has taken the passwords that a policy gives it. */
    void rotated(String policy) {
        int epoch = registration.epoch();
        say(POLICY + policy, new DeviceStore.Change.Rotated(epoch));
        registration = registration.confirmed(epoch);
    }

    /** It was given to another ACS, or something became of that. */
    void handOver(HandOver next) {
        say("hand-over", new DeviceStore.Change.HandOver(next));
        registration = registration.handedOver(next);
    }

    private void say(String by, DeviceStore.Change change) {
        said.computeIfAbsent(by, key -> new ArrayList<>()).add(change);
    }

    /** Instances that are gone. */
    void removed(List<String> paths) {
        List<TreeChange> changes = new ArrayList<>();
        paths.forEach(path -> changes.add(new TreeChange.Removed(path)));
        apply(changes);
    }

    Situation situation() {
        return new Situation(parameters(), traits, device.dataModel(), device.addressesByAlias(), now, tablesRead());
    }

    /** Objects that were read whole in this session, or one parameter in all their instances. */
    private Map<String, Instant> tablesRead() {
        var since = session.terms().startedAt();
        var tables = new HashMap<String, Instant>();
        compliance.read().forEach((path, at) -> {
            var table = at.isBefore(since) ? null : table(path);
            if (table != null) {
                tables.merge(table, at, (one, other) -> one.isAfter(other) ? one : other);
            }
        });
        return tables;
    }

    private static @Nullable String table(String read) {
        if (!InstancePattern.isOne(read)) {
            return read.endsWith(".") ? read : null;
        }
        var table = InstancePattern.scope(read);
        boolean isOneOfEach = read.indexOf('.', table.length() + "*.".length()) < 0;
        return isOneOfEach ? table : null;
    }

    void traits(ModelTraits next) {
        traits = next;
    }

    void durable() {
        durable = true;
    }

    void event(DomainEvent.Type type, Map<String, String> detail) {
        events.add(new DomainEvent(type, device.id(), now, detail));
    }

    /** The device deviates from the standard in this way: shown on its page, and counted. */
    void note(String quirk) {
        quirks.add(quirk);
        keep(quirk);
    }

    /** Hooks must be asked before this step can be worked out. */
    void wonder(List<HookQuestion> asked) {
        questions = asked;
    }

    boolean isWondering() {
        return !questions.isEmpty();
    }

    /** Something that a policy wanted came to this, in one of a few words. */
    void outcome(String word) {
        outcomes.add(word);
    }

    /** As {@link #note}, of what was counted already. */
    void keep(String quirk) {
        device = device.withStanding(device.standing().withQuirks(Set.of(quirk)));
    }

    /** The task as it is now, on the agenda and among the changes. */
    void task(Task task) {
        session = session.with(task);
        tasks.put(task.id(), task);
        if (task.status().isEnded()) {
            durable = true; // What an operator is told must hold.
            events.add(TaskEvents.ended(task, now));
        }
    }

    /** Tasks that this step has changed, as they are now. */
    List<Task> changed() {
        return List.copyOf(tasks.values());
    }

    /** Takes in what an answer changed besides its step. */
    void take(Answer.Effects effects) {
        if (effects.traits() != null) {
            traits = effects.traits();
        }
        apply(effects.tree());
        if (effects.confirmedKey() != null) {
            device = device.withStanding(device.standing().withOurKey(effects.confirmedKey()));
        }
    }

    void apply(List<TreeChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        tree = (tree == null ? ParameterTree.EMPTY : tree).apply(changes);
        treeChanged = true;
        for (var change : changes) {
            if (change instanceof TreeChange.Values values) {
                takeMacs(values.parameters());
                traits = InstanceWildcards.learned(traits, values.parameters());
            }
        }
    }

    private void takeMacs(List<Parameter> parameters) {
        var read = macPaths.in(device.dataModel(), parameters);
        if (read.isEmpty()) {
            return;
        }
        var macs = new LinkedHashSet<>(read);
        macs.addAll(device.macs());
        // A serial number that looks like a MAC address counted only until one was read.
        var serial = MacAddress.canonical(device.identity().serialNumber());
        if (serial != null && !read.contains(serial)) {
            macs.remove(serial);
        }
        var next = List.copyOf(macs);
        if (!next.equals(device.macs())) {
            device = device.withMacs(next);
        }
    }

    /** Moves what Informs reported into the tree when it is more than a head should carry. */
    void settleReported() {
        if (tree == null || device.reported().size() <= Device.MAX_REPORTED) {
            return;
        }
        apply(List.of(new TreeChange.Values(List.copyOf(device.reported().values()))));
        var kept = new LinkedHashMap<String, Parameter>();
        device.reported().forEach((path, parameter) -> {
            for (var model : DataModel.values()) {
                if (path.startsWith(model.root() + "DeviceInfo.")
                        || path.startsWith(model.root() + "ManagementServer.")) {
                    kept.put(path, parameter);
                }
            }
        });
        device = device.withReported(kept);
    }

    /** The visit as the operator will read it. */
    void visit(Visit.End end) {
        if (device.visits().isEmpty()) {
            return;
        }
        var visit = device.visits().get(0);
        device = device.withVisit(0, visit.ended(end, now, session.tally().lines()));
    }

    @SuppressWarnings("ReferenceEquality") // The very same needs no comparison.
    SessionStep step(Reply reply, boolean ends) {
        session = session.with(new Session.Exchange(digest, reply));
        var changes = new Commit.Changes(
                device == before.device() || device.equals(before.device()) ? null : device,
                treeChanged ? tree : null,
                List.copyOf(tasks.values()),
                session.known(),
                traits == before.traits() || traits.equals(before.traits())
                        ? null
                        : new Commit.Learned(device.modelKey(), before.traits(), traits),
                events,
                compliance == before.compliance() || compliance.equals(before.compliance()) ? null : compliance,
                created);
        var view = new DeviceView(device, registration, tree, compliance, traits);
        List<SessionStep.Said> saying = new ArrayList<>();
        said.forEach((by, words) -> saying.add(new SessionStep.Said(by, words)));
        return new SessionStep(
                session, reply, view, changes, quirks, ends, durable, saying, List.copyOf(outcomes), questions);
    }
}
