package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.Departures;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Loaded;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Reception;
import org.reactiveacs.store.Resumed;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.SessionStore;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.reactiveacs.store.TaskEvents;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.store.record.ComplianceCodec;
import org.reactiveacs.store.record.TreeRecord;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Sessions of the embedded store. */
final class EmbeddedSessionStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedSessionStore.class);

    private final UnitWriter writer;
    private final Maps maps;
    private final Records records;
    private final Mail mail;
    private final Readers readers;
    private final Silences silences;

    EmbeddedSessionStore(
            UnitWriter writer, Maps maps, Records records, Mail mail, Readers readers, DeviceStore devices) {
        this.readers = readers;
        this.writer = writer;
        this.maps = maps;
        this.records = records;
        this.mail = mail;
        this.silences = new Silences(writer, records, readers, new Departures(devices));
    }

    @Override
    public Mono<Opened> open(Arrival arrival) {
        return writer.submit(plan -> {
            if (records.ledger().resultOf(arrival.operation()) instanceof Opened recorded) {
                return recorded;
            }
            var opened = receive(arrival, plan);
            records.ledger().remember(arrival.operation(), opened, plan);
            return opened;
        });
    }

    private Opened receive(Arrival arrival, UnitWriter.Plan plan) {
        var before = maps.head(arrival.device());
        var registration = records.registration(arrival.device());
        var traits = before == null ? ModelTraits.NONE : records.traits().of(before.modelKey());
        var received = Reception.receive(before, registration, traits, arrival);
        var device = received.device();
        var earlier = Earlier.of(before, device);
        boolean admitted = received.verdict() instanceof Verdict.Admitted;
        if (device != null && admitted) {
            silences.letIn(device, arrival, plan);
        }
        records.ledger().append(received.events(), plan);
        if (device == null || !admitted) {
            if (device != null) {
                records.putHead(before, device, registration, plan);
            }
            return new Opened(received.verdict(), device, earlier, registration, List.of(), traits, null);
        }
        var older = records.sessions().of(arrival.device());
        if (older != null) {
            device =
                    end(older, device, 1, Visit.End.SUPERSEDED, arrival.caller().at(), plan);
        }
        records.putHead(before, device, registration, plan);
        records.usedCredential(device, registration, plan);
        var entry = new OpenSessions.Entry(
                arrival.session(),
                arrival.device(),
                0,
                arrival.opening(),
                earlier,
                arrival.caller().at().plus(arrival.opening().timeout()));
        plan.add(() -> records.sessions().put(entry));
        var due = given(
                records.tasks().due(arrival.device(), arrival.caller().at(), Set.of()),
                older != null,
                arrival.caller().at());
        return new Opened(
                received.verdict(),
                device,
                earlier,
                registration,
                due,
                records.traits().of(device.modelKey()),
                older == null ? null : older.key().token());
    }

    /** Tasks that a session begins with; most have none. */
    private static List<Task> given(List<Task> due, boolean areAbandoned, Instant at) {
        if (due.isEmpty()) {
            return due;
        }
        return due.stream()
                .map(task -> areAbandoned ? task.abandoned() : task)
                // One that the older session worked on is back in the queue, and its time may be over.
                .filter(task -> task.status() != TaskStatus.QUEUED
                        || task.order().schedule().isOpen(at))
                .toList();
    }

    /** Plans the end of a session: its tasks are settled; gives the head with its visit ended. */
    private Device end(
            OpenSessions.Entry session, Device head, int visitIndex, Visit.End how, Instant at, UnitWriter.Plan plan) {
        for (var task : List.copyOf(records.tasks().of(session.device()))) {
            var settled = task.abandoned();
            if (settled.status() != task.status()) {
                records.putTask(settled, plan);
            }
        }
        plan.add(() -> records.sessions().remove(session));
        return Reception.ended(head, visitIndex, how, at);
    }

    @Override
    public Mono<Resumed> resume(SessionKey key, Instant now) {
        return writer.submit(plan -> resumed(key, now));
    }

    private @Nullable Resumed resumed(SessionKey key, Instant now) {
        var entry = records.sessions().get(key);
        var head = entry == null ? null : maps.head(entry.device());
        return entry == null || head == null
                ? null
                : new Resumed(
                        entry.session(),
                        entry.version(),
                        new Opened(
                                new Verdict.Admitted(),
                                head,
                                entry.before(),
                                records.registration(entry.device()),
                                records.tasks().due(entry.device(), now, Set.of()),
                                records.traits().of(head.modelKey()),
                                null));
    }

    @Override
    public Mono<Loaded> load(DeviceId device) {
        return readers.read(() -> {
            var bytes = maps.compliances.get(Maps.key(device));
            var compliance = bytes == null ? Compliance.NONE : ComplianceCodec.decode(bytes);
            var record = maps.trees.record(Maps.key(device));
            if (record == null) {
                return new Loaded(ParameterTree.EMPTY, compliance);
            }
            var tree = records.tree(device, record);
            packAgain(device, record, tree);
            return new Loaded(tree, compliance);
        });
    }

    /** A tree from before its family had a dictionary is packed again, now that it is at hand. */
    private void packAgain(DeviceId device, byte[] record, ParameterTree tree) {
        var head = maps.head(device);
        if (head == null) {
            return;
        }
        var newest = records.schemas().family(head.modelKey()).newest();
        if (!newest.hasDictionary() || newest.id().equals(TreeRecord.schemaOf(record))) {
            return;
        }
        var packed = records.pack(device, tree, head.modelKey());
        writer.<Boolean>submit(plan -> {
                    boolean still = maps.trees.isStill(Maps.key(device), record);
                    if (still) {
                        records.putTree(device, packed, plan);
                    }
                    return still;
                })
                .subscribe(done -> {}, failure -> LOG.debug("tree not packed again device={}", device, failure));
    }

    @Override
    public Mono<Committed> commit(Commit commit) {
        var tree = commit.changes().tree();
        if (tree == null) {
            return commit(commit, null);
        }
        // Packing takes longer than all the rest, and the writer has everybody waiting.
        var subject = commit.subject();
        return readers.read(() -> records.pack(subject.device(), tree, subject.model()))
                .flatMap(packed -> commit(commit, packed));
    }

    private Mono<Committed> commit(Commit commit, Records.@Nullable PackedTree tree) {
        return writer.submit(plan -> {
            if (records.ledger().resultOf(commit.operation()) instanceof Committed recorded) {
                return recorded;
            }
            var committed = apply(commit, tree, plan);
            records.ledger().remember(commit.operation(), committed, plan);
            return committed;
        });
    }

    private Committed apply(Commit commit, Records.@Nullable PackedTree tree, UnitWriter.Plan plan) {
        var entry = records.sessions().get(commit.subject().key());
        if (entry == null || entry.version() != commit.subject().version()) {
            return new Committed.Stale();
        }
        var changes = commit.changes();
        var withdrawn = withdrawn(changes.tasks(), changes.created());
        if (!withdrawn.isEmpty()) {
            return new Committed.Withdrawn(withdrawn);
        }
        for (var task : changes.tasks()) {
            if (changes.created().contains(task.id()) || !isTakenBack(task)) {
                store(task, plan);
            }
        }
        var head = changes.device();
        if (head != null) {
            // How a device authenticates is no session's to say: an operator may have given it a credential meanwhile.
            var stored = maps.head(head.id());
            var written = stored == null ? head : head.withAccess(stored.access());
            records.putHead(stored, written, records.registration(head.id()), plan);
        }
        if (tree != null) {
            records.putTree(entry.device(), tree, plan);
        }
        var compliance = changes.compliance();
        if (compliance != null) {
            var record = ComplianceCodec.encode(compliance);
            plan.add(() -> maps.compliances.put(Maps.key(entry.device()), record));
        }
        var learned = changes.traits();
        if (learned != null) {
            records.traits().learn(learned, plan);
        }
        records.ledger().append(changes.events(), plan);
        if (commit.durable()) {
            plan.durable();
        }
        return next(entry, commit, plan);
    }

    private Committed next(OpenSessions.Entry entry, Commit commit, UnitWriter.Plan plan) {
        var session = commit.next();
        long version = entry.version() + 1;
        if (session == null) {
            var known = new TreeSet<>(commit.changes().known());
            commit.changes().tasks().forEach(task -> known.add(task.id()));
            var due = records.tasks().due(entry.device(), commit.at(), known);
            if (due.isEmpty()) {
                plan.add(() -> records.sessions().remove(entry));
                return new Committed.Done(version);
            }
            var onward = entry.next(version, entry.session(), entry.deadline());
            plan.add(() -> records.sessions().put(onward));
            return new Committed.Onward(version, due);
        }
        var updated = entry.next(version, session, commit.at().plus(session.timeout()));
        plan.add(() -> records.sessions().put(updated));
        return new Committed.Done(version);
    }

    /** Tasks that the session would begin and that an operator took back meanwhile. */
    private Set<String> withdrawn(List<Task> tasks, Set<String> created) {
        if (tasks.isEmpty()) {
            return Set.of();
        }
        return tasks.stream()
                .filter(task -> !task.status().isEnded() && !created.contains(task.id()) && isTakenBack(task))
                .map(Task::id)
                .collect(Collectors.toSet());
    }

    private boolean isTakenBack(Task task) {
        if (records.tasks().get(task.device(), task.id()) != null) {
            return false;
        }
        var stored = records.task(task.device(), task.id());
        return stored == null || stored.status() == TaskStatus.CANCELLED;
    }

    private void store(Task task, UnitWriter.Plan plan) {
        records.putTask(task, plan);
        if (task.status().isEnded()) {
            plan.durable();
            plan.afterwards(() -> mail.send(new Mail.Letter.TaskEnded(task.device(), task.id())));
        }
    }

    @Override
    public Mono<Integer> expire(int partition, Instant now, Consumer<SessionKey> ended) {
        return writer.submit(plan -> {
            var expired = records.sessions().expired(partition, now);
            var settled = new ArrayList<Task>();
            for (var session : expired) {
                var head = maps.head(session.device());
                if (head != null) {
                    records.putHead(
                            head,
                            end(session, head, 0, Visit.End.TIMED_OUT, now, plan),
                            records.registration(session.device()),
                            plan);
                }
            }
            for (var task : records.tasks().overdue(partition, now)) {
                if (records.sessions().of(task.device()) == null) {
                    settled.add(task.overdue(now));
                }
            }
            settled.forEach(task -> store(task, plan));
            expired.forEach(session -> plan.afterwards(() -> ended.accept(session.key())));
            records.ledger()
                    .append(
                            settled.stream()
                                    .filter(task -> task.status().isEnded())
                                    .map(task -> TaskEvents.ended(task, now))
                                    .toList(),
                            plan);
            return expired.size();
        });
    }

    @Override
    public Mono<Silenced> silence(int partition, Instant now, SilenceRules rules) {
        return silences.look(partition, now, rules);
    }
}
