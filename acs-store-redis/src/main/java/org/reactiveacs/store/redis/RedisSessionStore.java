package org.reactiveacs.store.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.Departures;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.Loaded;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Resumed;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.SessionStore;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Silenced;
import org.reactiveacs.store.StoredSession;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.store.record.ComplianceCodec;
import org.reactiveacs.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Sessions of the store on Redis. */
final class RedisSessionStore implements SessionStore {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSessionStore.class);

    /** Where they stand in the answer of resume.lua, behind what is read of every device. */
    private static final int SESSION = 6;

    private static final int TASKS = 7;

    private final Around around;
    private final SessionCodec codec;
    private final StoredTasks tasks;
    private final Trees trees;
    private final Opens opens;
    private final Commits commits;
    private final Expiry expiry;
    private final Silences silences;

    RedisSessionStore(Around around, SessionCodec codec, Trees trees, DeviceStore devices) {
        this.around = around;
        this.codec = codec;
        this.trees = trees;
        this.tasks = new StoredTasks(around.seal());
        this.opens = new Opens(around, codec, tasks);
        this.commits = new Commits(around, codec, tasks, trees);
        this.expiry = new Expiry(around, tasks);
        this.silences = new Silences(around, trees, new Departures(devices));
    }

    @Override
    public Mono<Opened> open(Arrival arrival) {
        return opens.open(arrival);
    }

    @Override
    public Mono<Committed> commit(Commit commit) {
        return commits.commit(commit);
    }

    @Override
    public Mono<Integer> expire(int partition, Instant now, Consumer<SessionKey> ended) {
        return expiry.expire(partition, now, ended);
    }

    @Override
    public Mono<Silenced> silence(int partition, Instant now, SilenceRules rules) {
        return silences.look(partition, now, rules);
    }

    @Override
    public Mono<Resumed> resume(SessionKey key, Instant now) {
        var device = key.device();
        var keys = Keys.of(device);
        return around.link()
                .run(
                        Scripts.RESUME,
                        List.of(keys.device(device), keys.tasks(device)),
                        new Args().add(key.token()).list())
                .mapNotNull(reply -> resumed(key, Answer.of(reply), now));
    }

    private @Nullable Resumed resumed(SessionKey key, Answer answer, Instant now) {
        var session = session(key, Objects.requireNonNull(answer.bytes(SESSION)));
        if (session == null) {
            return null;
        }
        var id = key.device();
        var stored = around.devices().read(id, answer, 0);
        var device = Objects.requireNonNull(stored.device());
        return new Resumed(
                session.stored(),
                session.version(),
                new Opened(
                        new Verdict.Admitted(),
                        device,
                        Earlier.of(stored.head().before(), device),
                        stored.registration(),
                        due(Keys.name(id), answer.list(TASKS), key.token(), now),
                        around.shared().traits(device.modelKey()),
                        null));
    }

    private record Read(StoredSession stored, long version) {}

    /** Null for one that this version does not read: its CPE begins another. */
    private @Nullable Read session(SessionKey key, byte[] field) {
        var text = SessionText.read(field);
        var stored =
                text == null ? null : codec.decode(around.seal().open(text.blob(), Opens.sessionPlace(key.token())));
        if (text == null || stored == null) {
            LOG.warn(
                    "session not read, as if there were none device={} reason=\"written by another version\" layout={}",
                    key.device(),
                    (char) field[0]);
            return null;
        }
        return new Read(stored, text.version());
    }

    private Compliance compliance(DeviceId device, byte @Nullable [] record) {
        return record == null
                ? Compliance.NONE
                : ComplianceCodec.decode(around.seal().open(record, Commits.compliancePlace(device)));
    }

    private List<Task> due(String device, Answer open, String token, Instant now) {
        var due = new ArrayList<Task>();
        for (int i = 0; i < open.size(); i += 2) {
            due.add(tasks.decode(device, open.text(i), Objects.requireNonNull(open.bytes(i + 1)), token));
        }
        due.removeIf(task -> !StoredTasks.isOpen(task, now));
        due.sort(java.util.Comparator.comparing(Task::id));
        return due;
    }

    @Override
    public Mono<Loaded> load(DeviceId device) {
        return around.link()
                .run(
                        Scripts.PEEK,
                        List.of(Keys.of(device).device(device)),
                        new Args().add("1").list())
                .flatMap(reply -> {
                    var answer = Answer.of(reply).list(0);
                    var compliance = compliance(device, answer.bytes(Peeked.COMPLIANCE));
                    var record = answer.bytes(Peeked.TREE);
                    if (record == null) {
                        return Mono.just(new Loaded(ParameterTree.EMPTY, compliance));
                    }
                    var head = around.devices().read(device, answer, 0).device();
                    return trees.unpack(device, record, head == null ? null : head.modelKey())
                            .map(tree -> new Loaded(tree, compliance));
                });
    }
}
