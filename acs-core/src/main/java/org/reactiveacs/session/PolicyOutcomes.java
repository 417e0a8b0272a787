package org.reactiveacs.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.policy.desired.Marks;
import org.reactiveacs.policy.desired.Plan;

/** What the answers to requests for policies mean for what is remembered of a device. Pure. */
final class PolicyOutcomes {

    private final Marks marks;

    PolicyOutcomes(Marks marks) {
        this.marks = marks;
    }

    /** The request for policies that is out came to its end. */
    void ended(Draft draft, Settling.Move move, Ending ending) {
        draft.session(draft.session().with(draft.session().settling().moving(null)));
        if (move instanceof Settling.Move.Read read) {
            read(draft, read, ending);
            MacReading.read(draft);
        } else if (move instanceof Settling.Move.Probe) {
            draft.traits(
                    InstanceWildcards.untold(draft.device(), draft.situation().traits()));
        } else if (move instanceof Settling.Move.Survey survey) {
            // One that failed is not tried again at once either.
            draft.compliance(draft.compliance().read(Plan.surveyed(survey.path()), draft.now));
        } else if (move instanceof Settling.Move.Delete delete) {
            one(draft, delete.delete().subject(), delete.delete().policy(), "", ending);
        } else if (move instanceof Settling.Move.Set set) {
            set(draft, set, ending);
        } else if (move instanceof Settling.Move.Notify notify) {
            notified(draft, notify, ending);
        }
    }

    private void read(Draft draft, Settling.Move.Read read, Ending ending) {
        var compliance = draft.compliance();
        var gone = new ArrayList<String>();
        for (var path : read.paths()) {
            if (path.endsWith(".")) {
                compliance = compliance.read(path, read.at());
                gone.addAll(unseen(draft, path, read.at()));
            } else if (InstancePattern.isOne(path)) {
                compliance = compliance.read(path, read.at());
                gone.addAll(unseen(draft, new InstancePattern(path), path, read.at()));
            } else if (!isKnown(draft.device(), draft.parameters().get(path), path)) {
                draft.outcome("missing");
                var before = compliance.entry(path);
                int count = before != null && before.kind() == Compliance.Kind.ABSENT ? before.count() + 1 : 1;
                compliance = compliance.with(
                        path,
                        new Compliance.Entry(
                                Compliance.Kind.ABSENT,
                                "",
                                "",
                                count,
                                draft.now,
                                ending.code(path),
                                ending.text(path, "the device has no such parameter")));
            } else {
                var before = compliance.entry(path);
                if (before != null && before.kind() == Compliance.Kind.ABSENT) {
                    compliance = compliance.without(path);
                }
            }
        }
        draft.compliance(compliance);
        draft.removed(gone);
    }

    /** Instances that a reading of their object did not show any more. */
    private static List<String> unseen(Draft draft, String object, Instant since) {
        var gone = new ArrayList<String>();
        var tree = draft.parameters();
        for (var instance : tree.instances(object)) {
            var path = object + instance + ".";
            boolean seen = tree.under(path).stream()
                    .anyMatch(one -> one.readAt() != null && !one.readAt().isBefore(since));
            boolean hadValues = tree.under(path).stream().anyMatch(one -> one.value() != null);
            if (!seen && hadValues) {
                gone.add(path);
            }
        }
        return gone;
    }

    /** Instances that had a parameter, and of which a reading of that parameter in all instances showed nothing any more. */
    private static Set<String> unseen(Draft draft, InstancePattern pattern, String text, Instant since) {
        var gone = new TreeSet<String>();
        var tree = draft.parameters();
        for (var parameter : tree.under(InstancePattern.scope(text))) {
            var instance = pattern.instance(parameter.path());
            if (instance == null || parameter.value() == null || !pattern.covers(parameter.path())) {
                continue;
            }
            boolean seen = tree.under(instance).stream()
                    .anyMatch(one -> one.readAt() != null && !one.readAt().isBefore(since));
            if (!seen) {
                gone.add(instance);
            }
        }
        return gone;
    }

    private static boolean isKnown(Device device, @Nullable Parameter read, String path) {
        var stale = device.standing().staleBefore();
        var reported = device.reported().get(path);
        return isFresh(read, stale) || isFresh(reported, stale);
    }

    private static boolean isFresh(@Nullable Parameter parameter, @Nullable Instant stale) {
        return parameter != null
                && parameter.value() != null
                && (stale == null
                        || parameter.readAt() != null && !parameter.readAt().isBefore(stale));
    }

    private void set(Draft draft, Settling.Move.Set set, Ending ending) {
        if (ending.isDone()) {
            for (var change : set.changes()) {
                var before = draft.compliance().entry(change.path());
                var mark = marks.of(change.path(), change.value().value());
                draft.outcome(ending.isLater() ? "later" : "done");
                boolean isSame = before != null
                        && (before.kind() == Compliance.Kind.SET || before.kind() == Compliance.Kind.PENDING)
                        && marks.is(before.mark(), change.path(), change.value().value());
                draft.compliance(draft.compliance()
                        .with(
                                change.path(),
                                new Compliance.Entry(
                                        ending.isLater() ? Compliance.Kind.PENDING : Compliance.Kind.SET,
                                        change.policy(),
                                        mark,
                                        Plan.countOf(before, isSame, draft.now),
                                        draft.now,
                                        0,
                                        "")));
                draft.session(draft.session().with(draft.session().settling().changed(change.policy())));
            }
            return;
        }
        var blamed = set.changes().stream()
                .filter(change -> ending.blames(change.path()) || set.changes().size() == 1)
                .toList();
        if (blamed.isEmpty()) {
            draft.session(draft.session()
                    .with(draft.session()
                            .settling()
                            .apart(set.changes().stream().map(Plan.Change::path).collect(Collectors.toSet()))));
        }
        for (var change : blamed) {
            var mark = marks.of(change.path(), change.value().value());
            refused(draft, change.path(), change.policy(), mark, ending);
        }
    }

    private void notified(Draft draft, Settling.Move.Notify notify, Ending ending) {
        if (!ending.isDone() && notify.changes().size() > 1) {
            var paths = new HashSet<String>();
            notify.changes().forEach(change -> paths.add(change.path()));
            draft.session(draft.session().with(draft.session().settling().apart(paths)));
            return;
        }
        notify.changes()
                .forEach(change ->
                        one(draft, change.subject(), change.policy(), Integer.toString(change.notification()), ending));
    }

    private static void one(Draft draft, String subject, String policy, String mark, Ending ending) {
        if (!ending.isDone()) {
            refused(draft, subject, policy, mark, ending);
            return;
        }
        draft.outcome("done");
        draft.session(draft.session().with(draft.session().settling().changed(policy)));
        draft.compliance(draft.compliance()
                .with(subject, new Compliance.Entry(Compliance.Kind.SET, policy, mark, 1, draft.now, 0, "")));
    }

    private static void refused(Draft draft, String subject, String policy, String mark, Ending ending) {
        draft.outcome("refused");
        var before = draft.compliance().entry(subject);
        int count = before != null
                        && before.kind() == Compliance.Kind.REFUSED
                        && before.policy().equals(policy)
                ? before.count() + 1
                : 1;
        draft.compliance(draft.compliance()
                .with(
                        subject,
                        new Compliance.Entry(
                                Compliance.Kind.REFUSED,
                                policy,
                                mark,
                                count,
                                draft.now,
                                ending.code(subject),
                                ending.text(subject, "the device refused it"))));
    }
}
