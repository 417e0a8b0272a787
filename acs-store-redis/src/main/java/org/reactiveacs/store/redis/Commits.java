package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.Committed;
import org.reactiveacs.store.SessionCodec;
import org.reactiveacs.store.record.ComplianceCodec;
import org.reactiveacs.store.record.DeviceCodec;
import org.reactiveacs.task.Task;
import reactor.core.publisher.Mono;

/** Writes what a message changed, in one round trip. */
final class Commits {

    private final Around around;
    private final SessionCodec codec;
    private final StoredTasks tasks;
    private final Trees trees;

    Commits(Around around, SessionCodec codec, StoredTasks tasks, Trees trees) {
        this.around = around;
        this.codec = codec;
        this.tasks = tasks;
        this.trees = trees;
    }

    Mono<Committed> commit(Commit commit) {
        var tree = commit.changes().tree();
        if (tree == null) {
            return written(commit, null);
        }
        var subject = commit.subject();
        return trees.pack(subject.device(), tree, subject.model()).flatMap(packed -> written(commit, packed));
    }

    private Mono<Committed> written(Commit commit, Trees.@Nullable Packed tree) {
        var ended = commit.changes().tasks().stream()
                .filter(task -> task.status().isEnded())
                .toList();
        boolean durable = commit.durable() || !ended.isEmpty();
        boolean isMore = isMore(commit, tree);
        var keys = keys(commit.subject(), isMore);
        var args = args(commit, tree, isMore);
        var run = durable
                ? around.link().runDurably(Scripts.COMMIT, keys, args)
                : around.link().run(Scripts.COMMIT, keys, args);
        return run.flatMap(reply -> {
            var answer = Answer.of(reply);
            if (answer.what().equals("done") || answer.what().equals("onward")) {
                var learned = commit.changes().traits();
                ended.forEach(task -> around.mail().send(new Mail.Letter.TaskEnded(task.device(), task.id())));
                var committed = committed(commit, answer);
                return learned == null
                        ? committed
                        : around.shared().learn(learned).then(committed);
            }
            return committed(commit, answer);
        });
    }

    /** Whether there is anything but session and head. At most ends there is not, and the script is told no more. */
    private static boolean isMore(Commit commit, Trees.@Nullable Packed tree) {
        var changes = commit.changes();
        return tree != null
                || changes.compliance() != null
                || !changes.tasks().isEmpty()
                || !changes.known().isEmpty()
                || !changes.events().isEmpty();
    }

    private static List<byte[]> keys(Commit.Subject subject, boolean isMore) {
        var device = subject.device();
        var keys = Keys.of(device);
        var always = List.of(keys.device(device), keys.open(), keys.tasks(device), keys.index());
        if (!isMore) {
            return always;
        }
        var all = new ArrayList<>(always);
        all.addAll(List.of(keys.counts(), keys.outbox(), keys.ended(device), keys.due()));
        return all;
    }

    private List<byte[]> args(Commit commit, Trees.@Nullable Packed tree, boolean isMore) {
        var subject = commit.subject();
        var token = subject.key().token();
        var next = commit.next();
        var head = commit.changes().device();
        var args = new Args()
                .add(Keys.name(subject.device()))
                .add(token)
                .add(commit.operation())
                .add(subject.version())
                .add(commit.at())
                .add(next == null ? null : around.seal().close(codec.encode(next), Opens.sessionPlace(token)))
                .add(
                        next == null
                                ? ""
                                : Long.toString(commit.at().plus(next.timeout()).toEpochMilli()))
                .add(
                        head == null
                                ? null
                                : DeviceCodec.encode(head, around.formats().written()))
                .add(head == null ? "" : IndexEntries.withoutTags(head));
        if (!isMore) {
            return args.list();
        }
        var compliance = commit.changes().compliance();
        args.add(tree == null ? null : tree.record())
                .add(tree == null ? "" : tree.schema())
                .add(
                        compliance == null
                                ? null
                                : around.seal()
                                        .close(ComplianceCodec.encode(compliance), compliancePlace(subject.device())));
        var changed = new ArrayList<byte[]>();
        for (var task : commit.changes().tasks()) {
            changed.add(Shared.bytes(task.id()));
            changed.add(Shared.bytes(
                    commit.changes().created().contains(task.id())
                            ? "N"
                            : task.status().isEnded() ? "E" : "O"));
            changed.add(tasks.encode(task, next == null ? "" : token, commit.at()));
            changed.add(Shared.bytes(StoredTasks.timer(task)));
        }
        return args.addAll(changed)
                .addTexts(commit.changes().known())
                .addAll(Around.encoded(commit.changes().events()))
                .list();
    }

    static String compliancePlace(DeviceId device) {
        return "compliance/" + Keys.name(device);
    }

    private Mono<Committed> committed(Commit commit, Answer answer) {
        switch (answer.what()) {
            case "done" -> {
                return Mono.just(new Committed.Done(answer.number(1)));
            }
            case "onward" -> {
                return onward(commit, answer.number(1), answer.list(2));
            }
            case "withdrawn" -> {
                Set<String> ids = new HashSet<>();
                for (int i = 1; i < answer.size(); i++) {
                    ids.add(answer.text(i));
                }
                return Mono.just(new Committed.Withdrawn(ids));
            }
            case "stale" -> {
                return Mono.just(new Committed.Stale());
            }
            default -> throw new IllegalStateException("commit.lua answered " + answer.what());
        }
    }

    /** The script gives what may be due; what is not, after all, is no reason to go on. */
    private Mono<Committed> onward(Commit commit, long version, Answer list) {
        var given = new ArrayList<Task>();
        var known = new HashSet<>(commit.changes().known());
        commit.changes().tasks().forEach(task -> known.add(task.id()));
        for (int i = 0; i < list.size(); i += 2) {
            var task = tasks.decode(
                    Keys.name(commit.subject().device()),
                    list.text(i),
                    Objects.requireNonNull(list.bytes(i + 1)),
                    commit.subject().key().token());
            known.add(task.id());
            if (StoredTasks.isOpen(task, commit.at())) {
                given.add(task);
            }
        }
        if (!given.isEmpty()) {
            return Mono.just(new Committed.Onward(version, given));
        }
        var subject = commit.subject();
        var nothing = Commit.Changes.NONE;
        return commit(new Commit(
                commit.operation() + "+",
                new Commit.Subject(subject.key(), version, subject.device(), subject.model()),
                commit.at(),
                null,
                new Commit.Changes(
                        nothing.device(), nothing.tree(), nothing.tasks(), known, nothing.traits(), nothing.events()),
                false));
    }
}
