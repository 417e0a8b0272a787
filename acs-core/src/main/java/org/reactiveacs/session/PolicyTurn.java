package org.reactiveacs.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Settled;
import org.reactiveacs.policy.desired.Matched;
import org.reactiveacs.policy.desired.Plan;
import org.reactiveacs.policy.desired.PolicyPlanner;
import org.reactiveacs.policy.desired.PolicySet;
import org.reactiveacs.policy.desired.Seen;
import org.reactiveacs.policy.hook.HookQuestion;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.session.work.Questions;
import org.reactiveacs.session.work.Work;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** What a session asks of its device for policies, once no task is left to be worked on. Pure. */
final class PolicyTurn {

    /** Requests for policies in one session: a device that needs more goes on in the next. */
    private static final int MAX_REQUESTS = 200;

    /** When a session that had that many is followed up. */
    private static final Duration GO_ON = Duration.ofMinutes(5);

    private final Standards standards;
    private final PolicyOutcomes outcomes;
    private final Rotations rotations;
    private final MacReading macs;

    PolicyTurn(Standards standards, MacReading macs) {
        this.macs = macs;
        this.standards = standards;
        this.outcomes = new PolicyOutcomes(standards.tools().marks());
        this.rotations = new Rotations(
                standards.tools(), () -> standards.policies().get().aliases(), standards.passwordAge());
    }

    /** What comes next. */
    sealed interface Next {
        /** A request. */
        record Ask(Work work) implements Next {}

        /** Tasks were made, and are to be worked on first. */
        record Tasks() implements Next {}

        /** Hooks are to be asked, and then this once more. */
        record Hooks(List<HookQuestion> questions) implements Next {}

        /** Nothing. */
        record Nothing() implements Next {}
    }

    /** Whether the device is to be compared with its policies, for which its parameters are needed. */
    boolean isDue(DeviceView view, Instant now) {
        var device = view.device();
        var settled = device.standing().settled();
        long under = rotations.under(match(view).under(device, view.registration()));
        return !settled.holds(under, now)
                || settled.state() == Settled.State.PENDING
                        && device.contact().events().contains("1 BOOT");
    }

    private Matched match(DeviceView view) {
        return standards.policies().get().match(view.device(), view.registration());
    }

    /** Compares, and gives the first thing that is to be done about a difference. */
    Next next(Draft draft) {
        var tree = draft.tree();
        if (tree == null) {
            return new Next.Nothing();
        }
        var policies = standards.policies().get();
        var matched = policies.match(draft.device(), draft.registration());
        if (!matched.isNone()) {
            rotations.look(draft);
        }
        for (int i = 0; i < 2; i++) {
            var plan = plan(policies, matched, draft, false);
            if (draft.session().settling().requests() >= MAX_REQUESTS) {
                settle(draft, matched, Settled.State.PENDING, draft.now.plus(GO_ON), plan);
                return new Next.Nothing();
            }
            var open = macs.whereOthersHaveThem(draft);
            if (!open.isEmpty() || !plan.reads().isEmpty()) {
                return new Next.Ask(read(draft, plan.reads(), open));
            }
            if (!plan.hooks().isEmpty()) {
                return new Next.Hooks(plan.hooks());
            }
            var work = work(draft, plan);
            if (work != null) {
                return new Next.Ask(work);
            }
            if (order(draft, plan)) {
                return new Next.Tasks();
            }
            if (plan.tags().isEmpty()) {
                settle(draft, matched, plan.state(), rotations.next(draft, plan.recheckAt()), plan);
                return new Next.Nothing();
            }
            tag(draft, plan);
            // Another tag may mean other policies.
            matched = policies.match(draft.device(), draft.registration());
        }
        // Policies that put a tag on and take it off again in turn would go on for ever: the next session looks again.
        return new Next.Nothing();
    }

    /**
     * What policies want now, with what those want that a tag of theirs brings.
     *
     * @param isChanging whether something is under way that tags wait for
     */
    private Plan plan(PolicySet policies, Matched matched, Draft draft, boolean isChanging) {
        var plan = plan(policies, matched, draft.registration(), draft);
        if (plan.tags().isEmpty() || !isChanging && !plan.changesDevice()) {
            return plan;
        }
        var registration = draft.registration();
        for (var change : plan.tags()) {
            registration = change.add() ? registration.tagged(change.tag()) : registration.untagged(change.tag());
        }
        return plan.bringing(plan(policies, policies.match(draft.device(), registration), registration, draft));
    }

    private Plan plan(PolicySet policies, Matched matched, Registration registration, Draft draft) {
        return PolicyPlanner.plan(
                matched,
                new Seen(
                        draft.device(),
                        registration,
                        policies.variables(registration),
                        draft.parameters(),
                        draft.compliance(),
                        draft.session().agenda(),
                        standards.tools(),
                        draft.session().settling().done(),
                        draft.now));
    }

    private static @Nullable Work work(Draft draft, Plan plan) {
        var situation = draft.situation();
        if (!plan.surveys().isEmpty()) {
            var path = plan.surveys().get(0);
            move(draft, new Settling.Move.Survey(path));
            return Questions.surveying(path, situation);
        }
        if (!plan.deletes().isEmpty()) {
            var delete = plan.deletes().get(0);
            move(draft, new Settling.Move.Delete(delete));
            return Questions.deleting(delete.path(), key(draft));
        }
        if (plan.makesObjects()) {
            return null;
        }
        if (!plan.sets().isEmpty()) {
            var changes = together(plan.sets(), Plan.Change::path, draft);
            move(draft, new Settling.Move.Set(changes));
            return Questions.setting(changes.stream().map(Plan.Change::value).toList(), key(draft), situation);
        }
        if (!plan.attributes().isEmpty()) {
            var changes = together(plan.attributes(), Plan.Notify::path, draft);
            move(draft, new Settling.Move.Notify(changes));
            return Questions.notifying(changes.stream()
                    .map(change -> new TaskSpec.AttributeChange(change.path(), change.notification(), null))
                    .toList());
        }
        return null;
    }

    /** Reads what policies must know, and along with it where others of the model have their MAC addresses. */
    private static Work read(Draft draft, List<String> reads, List<String> macPaths) {
        draft.traits(InstanceWildcards.guessed(draft.situation().traits(), draft.compliance()));
        var traits = draft.situation().traits();
        var question = InstanceWildcards.question(reads, draft.device(), traits);
        if (question != null) {
            move(draft, new Settling.Move.Probe());
            return Questions.probing(List.of(question));
        }
        var asked = InstanceWildcards.asked(reads, traits);
        move(draft, new Settling.Move.Read(asked, draft.now));
        return Questions.reading(asked, macPaths, draft.situation());
    }

    /** Asks a new device for names: where its MAC addresses are, and whether it tells something of its model. */
    Work probingMacs(Draft draft) {
        var asked = new ArrayList<>(macs.all(draft));
        var question =
                InstanceWildcards.question(draft.device(), draft.situation().traits());
        if (question != null) {
            asked.add(question);
        }
        move(draft, new Settling.Move.Probe());
        return Questions.probing(asked);
    }

    /** Reads where others of the model have their MAC addresses. */
    Work readingMacs(Draft draft) {
        return read(draft, List.of(), macs.whereOthersHaveThem(draft));
    }

    /**
     * An instance that a policy has made gets its values, and in the same request go all others that policies set. Not
     * before the last one is made: objects come before values.
     */
    Work joining(Draft draft, Task task, Work filling) {
        boolean isLast = draft.session().agenda().stream()
                .noneMatch(other -> !other.id().equals(task.id())
                        && other.order().isByPolicy()
                        && other.currentSpec() instanceof TaskSpec.AddObject
                        && other.status() == TaskStatus.QUEUED);
        if (!task.order().isByPolicy() || !isLast || draft.tree() == null) {
            return filling;
        }
        var policies = standards.policies().get();
        var plan = plan(policies, policies.match(draft.device(), draft.registration()), draft, true);
        var apart = draft.session().settling().done().apart();
        var changes = plan.sets().stream()
                .filter(change -> !apart.contains(change.path()))
                .toList();
        if (changes.isEmpty() || !plan.isReadyToChange() || plan.makesObjects()) {
            return filling;
        }
        var together =
                Questions.settingToo(changes.stream().map(Plan.Change::value).toList(), filling, draft.situation());
        if (together == null) {
            return filling;
        }
        move(draft, new Settling.Move.Set(changes));
        return together;
    }

    /** What came of values that were set with those of a new instance. */
    void joined(Draft draft, Settling.Move.Set set, Ending ending) {
        var told = set.changes().stream()
                .filter(change -> ending.isDone() || ending.blames(change.path()))
                .toList();
        if (told.isEmpty()) {
            leave(draft); // They are set by themselves then, and what comes of them is told there.
        } else {
            outcomes.ended(draft, new Settling.Move.Set(told), ending);
        }
    }

    /** Nothing is known of what became of the request that is out. */
    void leave(Draft draft) {
        draft.session(draft.session().with(draft.session().settling().moving(null)));
    }

    /** All at once, but for those that were refused together: of them one at a time, after the others. */
    private static <T> List<T> together(List<T> changes, java.util.function.Function<T, String> path, Draft draft) {
        var apart = draft.session().settling().done().apart();
        var rest = changes.stream()
                .filter(change -> !apart.contains(path.apply(change)))
                .toList();
        return rest.isEmpty() ? changes.subList(0, 1) : rest;
    }

    private static void move(Draft draft, Settling.Move move) {
        draft.session(draft.session().with(draft.session().settling().moving(move)));
    }

    /** A ParameterKey that no task has. */
    private static String key(Draft draft) {
        return "P" + draft.session().requestId(draft.session().tally().requests() + 1);
    }

    private static boolean order(Draft draft, Plan plan) {
        boolean objects = plan.makesObjects();
        boolean any = false;
        for (var order : plan.orders()) {
            if (objects && !(order.task() instanceof TaskSpec.AddObject)) {
                continue;
            }
            var session = draft.session();
            var id = TaskIds.of(
                    session.deviceId(),
                    session.terms().startedAt(),
                    draft.now,
                    session.known().size());
            draft.create(
                    Task.queued(id, session.deviceId(), order.task(), Task.Order.ofPolicy(order.policy(), draft.now)));
            draft.compliance(draft.compliance()
                    .with(
                            order.subject(),
                            new Compliance.Entry(
                                    order.kind(), order.policy(), order.mark(), order.count(), draft.now, 0, id)));
            draft.session(draft.session().with(draft.session().settling().ordered(order.subject())));
            any = true;
        }
        return any;
    }

    private static void tag(Draft draft, Plan plan) {
        plan.tags().forEach(change -> draft.tag(change.policy(), change.tag(), change.add()));
    }

    private void settle(Draft draft, Matched matched, Settled.State state, @Nullable Instant recheckAt, Plan plan) {
        draft.compliance(plan.compliance());
        var device = draft.device();
        var before = device.standing().settled();
        long under = rotations.under(matched.under(device, draft.registration()));
        var settled = new Settled(under, recheckAt, under == 0 ? Settled.State.NONE : state);
        if (!settled.equals(before)) {
            draft.device(device.withStanding(device.standing().settled(settled)));
        }
        if (settled.state() == Settled.State.CONFLICT && before.state() != Settled.State.CONFLICT) {
            draft.event(DomainEvent.Type.POLICY_CONFLICT, Map.of("what", words(plan)));
        }
    }

    private static String words(Plan plan) {
        return plan.problems().stream()
                .limit(10)
                .map(problem ->
                        problem.subject() + ": " + (problem.code() == 0 ? "" : problem.code() + " ") + problem.text())
                .collect(Collectors.joining("; "));
    }

    /** The request for policies that is out came to its end. */
    void ended(Draft draft, Settling.Move move, Ending ending) {
        outcomes.ended(draft, move, ending);
        if (move instanceof Settling.Move.Probe) {
            macs.probed(draft);
        }
    }
}
