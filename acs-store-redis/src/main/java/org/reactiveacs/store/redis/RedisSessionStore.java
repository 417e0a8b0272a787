package org.reactiveacs.store.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.Arrival;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.Opened;
import org.reactiveacs.store.Resumed;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.SessionStore;
import org.reactiveacs.store.SilenceRules;
import org.reactiveacs.store.Verdict;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;

/** Sessions of the store on Redis. */
final class RedisSessionStore implements SessionStore {

    private final Around around;
    private final SessionCodec codec;
    private final StoredTasks tasks;
    private final Trees trees;
    private final Opens opens;
    private final Commits commits;
    private final Expiry expiry;
    private final Silences silences;

    RedisSessionStore(Around around, SessionCodec codec, Trees trees) {
        this.around = around;
        this.codec = codec;
        this.trees = trees;
        this.tasks = new StoredTasks(around.seal());
        this.opens = new Opens(around, codec, tasks);
        this.commits = new Commits(around, codec, tasks, trees);
        this.expiry = new Expiry(around, tasks);
        this.silences = new Silences(around, trees);
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
    public Mono<Integer> expire(int partition, Instant now) {
        return expiry.expire(partition, now);
    }

    @Override
    public Mono<Integer> silence(int partition, Instant now, SilenceRules rules) {
        return silences.look(partition, now, rules);
    }

    /**
     * The session names the device, so two round trips; what changes between them a commit finds out by the version.
     */
    @Override
    public Mono<Resumed> resume(SessionKey key, Instant now) {
        var keys = Keys.of(key.partition());
        return around.link()
                .ask(commands -> commands.get(keys.session(key.token())))
                .map(SessionText::read)
                .flatMap(session -> resumed(key, session, now));
    }

    private Mono<Resumed> resumed(SessionKey key, SessionText session, Instant now) {
        var id = Keys.device(session.device());
        var keys = Keys.of(key.partition());
        var read = around.link()
                .run(Scripts.PEEK, List.of(keys.device(id)), new Args().add("0").list());
        var open = around.link().ask(commands -> commands.hgetall(keys.tasks(id)));
        return Mono.zip(read, open).mapNotNull(both -> {
            var answer = Answer.of(both.getT1()).list(0);
            if (!key.token().equals(answer.text(6))) {
                return null; // Another session took over.
            }
            var stored = around.devices().read(id, answer, 0);
            var device = Objects.requireNonNull(stored.device());
            var blob = around.seal().open(session.blob(), Opens.sessionPlace(key.token()));
            return new Resumed(
                    codec.decode(blob),
                    session.version(),
                    new Opened(
                            new Verdict.Admitted(),
                            device,
                            Earlier.of(stored.head().before(), device),
                            stored.registration(),
                            due(session.device(), both.getT2(), key.token(), now),
                            around.shared().traits(device.modelKey()),
                            false));
        });
    }

    private List<Task> due(String device, Map<byte[], byte[]> open, String token, Instant now) {
        var due = new ArrayList<Task>();
        open.forEach((id, bytes) -> due.add(tasks.decode(device, Shared.text(id), bytes, token)));
        due.removeIf(task -> !StoredTasks.isOpen(task, now));
        due.sort(java.util.Comparator.comparing(Task::id));
        return due;
    }

    @Override
    public Mono<ParameterTree> load(DeviceId device) {
        return around.link()
                .run(
                        Scripts.PEEK,
                        List.of(Keys.of(device).device(device)),
                        new Args().add("1").list())
                .flatMap(reply -> {
                    var answer = Answer.of(reply).list(0);
                    var record = answer.bytes(7);
                    if (record == null) {
                        return Mono.just(ParameterTree.EMPTY);
                    }
                    var head = around.devices().read(device, answer, 0).device();
                    return trees.unpack(device, record, head == null ? null : head.modelKey());
                });
    }
}
