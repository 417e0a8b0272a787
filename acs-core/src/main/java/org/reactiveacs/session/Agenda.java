package org.reactiveacs.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Envelope;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.Header;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Visit;
import org.reactiveacs.policy.Planner;
import org.reactiveacs.policy.Step;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.session.work.Answer;
import org.reactiveacs.session.work.Ask;
import org.reactiveacs.session.work.NextLevelSpelling;
import org.reactiveacs.session.work.Questions;
import org.reactiveacs.session.work.Work;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskNames;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** Our turn in a session: which task comes next, what is asked, and what the answers make of the tasks. Pure. */
final class Agenda {

    /** How often a request goes out again when the CPE repeats itself instead of answering. */
    private static final int MAX_RESENT = 3;

    /** A response with another ID than the request's: taken, for a CPE answers one request at a time. */
    private static final String FOREIGN_ID = "foreign-response-id";

    /** A response of another kind than the request asks for: as if there were none. */
    private static final String OTHER_RESPONSE = "other-response";

    /** A response while no request was out. */
    private static final String UNASKED_RESPONSE = "unasked-response";

    /** How long a node may take to see an alias that another has let a client use. */
    private static final Duration NAMES_KNOWN_WITHIN = Duration.ofSeconds(10);

    private final MacReading macs;
    private final PolicyTurn policies;
    private final Standards standards;
    private final HandOvers handOvers;

    Agenda(MacReading macs, PolicyTurn policies, Standards standards) {
        this.macs = macs;
        this.policies = policies;
        this.standards = standards;
        this.handOvers = new HandOvers(standards);
    }

    /** Notes what tasks mean for the device that the Inform has settled. */
    void settle(Draft draft) {
        handOvers.settle(draft);
    }

    /** Whether the task's steps read or change parameters. */
    static boolean needsTree(Task task) {
        return task.spec() instanceof TaskSpec.Steps sequence
                ? sequence.steps().stream().anyMatch(step -> !(step.spec() instanceof TaskSpec.Operation))
                : !(task.spec() instanceof TaskSpec.Operation);
    }

    /** Reads that died with their connection ask for less next time: they may be what killed it. */
    ModelTraits shrunk(List<Task> tasks, ModelTraits traits) {
        var next = traits;
        for (var task : tasks) {
            var sent = task.progress().sent();
            if (sent != null
                    && task.status() == TaskStatus.QUEUED
                    && sent.rpc().equals("GetParameterValues")
                    && sent.names() > 1) {
                next = next.withReadBatch(Math.min(next.readBatch(), (sent.names() + 1) / 2));
            }
        }
        return next;
    }

    /** An empty POST: our turn. With a request out, the CPE says that it has no answer to it. */
    SessionStep nothingToSay(Draft draft) {
        var session = draft.session();
        var current = session.current();
        if (current == null) {
            return proceed(draft);
        }
        return askAgain(
                draft,
                current,
                TaskFault.ours(
                        "noAnswer",
                        "the device does not answer " + current.ask().request().rpcName()));
    }

    /** What may be asked twice is, a few times. */
    private SessionStep askAgain(Draft draft, Session.Current current, TaskFault otherwise) {
        if (current.ask().repeatable() && current.resent() < MAX_RESENT) {
            draft.session(draft.session()
                    .asking(new Session.Current(
                            current.taskId(),
                            current.work(),
                            current.ask(),
                            current.requestId(),
                            current.resent() + 1)));
            return sent(draft);
        }
        giveUp(draft, current, otherwise);
        return proceed(draft);
    }

    /** A request that the CPE does not answer: what could be repeated fails, what could not waits for evidence. */
    private void giveUp(Draft draft, Session.Current current, TaskFault fault) {
        draft.session(draft.session().asking(null));
        var move = draft.session().settling().move();
        if (move != null && current.taskId() == null) {
            policies.ended(draft, move, Ending.failed(fault));
        } else if (move != null) {
            policies.leave(draft);
        }
        var task = current.taskId() == null ? null : draft.session().task(current.taskId());
        if (task != null) {
            draft.task(current.ask().repeatable() ? task.failed(fault, draft.now) : task.abandoned());
        }
    }

    /** The CPE's answer to the request that is out. */
    SessionStep answered(Draft draft, CpeResponse response, @Nullable String id) {
        var current = draft.session().current();
        if (current == null) {
            // An answer to nothing: a repeat of one we had. The turn is ours.
            draft.note(UNASKED_RESPONSE);
            return proceed(draft);
        }
        if (!current.requestId().equals(id)) {
            draft.note(FOREIGN_ID);
        }
        if (!current.ask().isAnsweredBy(response)) {
            draft.note(OTHER_RESPONSE);
            return askAgain(
                    draft,
                    current,
                    TaskFault.ours(
                            "unexpectedAnswer",
                            "the device answered " + current.ask().request().rpcName() + " with "
                                    + response.rpcName()));
        }
        draft.session(draft.session().asking(null).with(draft.session().tally().did(line(current.ask(), response))));
        if (response instanceof Fault fault) {
            draft.event(
                    DomainEvent.Type.FAULT,
                    Map.of(
                            "rpc", current.ask().request().rpcName(),
                            "code", Integer.toString(fault.code()),
                            "text", fault.string()));
        }
        var traits = draft.situation().traits();
        var spelledOtherwise = NextLevelSpelling.otherwise(current.ask(), response, traits);
        if (spelledOtherwise != null) {
            put(draft, current.taskId(), current.work(), spelledOtherwise);
            return sent(draft);
        }
        draft.traits(NextLevelSpelling.learned(current.ask(), response, traits));
        var answer = current.work().on(response, draft.situation());
        draft.take(answer.effects());
        var task = current.taskId() == null ? null : draft.session().task(current.taskId());
        if (task == null) {
            if (answer instanceof Answer.Onward onward) {
                ask(draft, null, false, onward.next());
                return sent(draft);
            }
            var move = draft.session().settling().move();
            if (move != null) {
                policies.ended(draft, move, Ending.of(answer));
            }
            return proceed(draft);
        }
        if (answer instanceof Answer.Onward onward) {
            var made = onward.effects().instance();
            boolean fills = Questions.fills(current.work(), onward.next());
            ask(
                    draft,
                    made == null ? task : task.with(task.progress().made(made)),
                    false,
                    fills ? policies.joining(draft, task, onward.next()) : onward.next());
            return sent(draft);
        }
        if (draft.session().settling().move() instanceof Settling.Move.Set joined
                && Questions.isSetting(joined.paths(), current.work())) {
            return settle(draft, task, current.work(), joined, answer);
        }
        settle(draft, task, answer);
        return proceed(draft);
    }

    /** The values of a task went out with others that policies want: if they were refused, its own go out alone. */
    private SessionStep settle(Draft draft, Task task, Work work, Settling.Move.Set joined, Answer answer) {
        policies.joined(draft, joined, Ending.of(answer));
        var paths = joined.paths();
        if (answer instanceof Answer.Failed) {
            ask(draft, task, false, Questions.settingWithout(paths, work, draft.situation()));
            return sent(draft);
        }
        settle(draft, task, Questions.without(paths, answer));
        return proceed(draft);
    }

    private static String line(Ask ask, CpeResponse response) {
        return response instanceof Fault fault ? ask.line() + " fault " + fault.code() : ask.line();
    }

    private void settle(Draft draft, Task task, Answer answer) {
        if (answer instanceof Answer.Finished finished) {
            var spec = task.currentSpec();
            if (spec instanceof TaskSpec.Reboot || spec instanceof TaskSpec.FactoryReset) {
                draft.session(draft.session().with(draft.session().tally().restarted()));
            }
            draft.task(task.succeeded(finished.outcome(), draft.now));
        } else if (answer instanceof Answer.Failed failed) {
            draft.task(task.ended(TaskStatus.FAILED, failed.outcome(), draft.now));
        } else if (answer instanceof Answer.Accepted accepted) {
            draft.task(task.accepted(accepted.outcome()));
        }
    }

    /** Asks the next thing, or ends the session. */
    SessionStep proceed(Draft draft) {
        handOvers.look(draft);
        if (draft.session().terms().readMacs()) {
            if (macs.whereOthersHaveThem(draft).isEmpty()) {
                draft.session(draft.session().with(draft.session().terms().macsRead()));
                ask(draft, null, false, policies.probingMacs(draft));
                return sent(draft);
            }
            if (next(draft) != null) { // After which there may be nothing more to ask.
                ask(draft, null, false, policies.readingMacs(draft));
                return sent(draft);
            }
        }
        if (isAsking(draft)) {
            return sent(draft);
        }
        if (draft.isWondering()) {
            return draft.step(new Reply.End(), false);
        }
        for (var task : draft.session().agenda()) {
            if (task.status() == TaskStatus.RUNNING && !task.progress().awaitsTransfer()) {
                draft.task(task.requeued());
            }
        }
        draft.visit(Visit.End.COMPLETED);
        return draft.step(new Reply.End(), true);
    }

    /** Whether there is something to ask: tasks first, then what policies want. */
    private boolean isAsking(Draft draft) {
        while (!draft.session().tally().restarting()) {
            for (var task = next(draft); task != null; task = next(draft)) {
                if (begin(draft, task)) {
                    handOvers.settle(draft);
                    return true;
                }
            }
            handOvers.settle(draft);
            var next = policies.next(draft);
            if (next instanceof PolicyTurn.Next.Ask asking) {
                ask(draft, null, false, asking.work());
                return true;
            }
            if (next instanceof PolicyTurn.Next.Hooks hooks) {
                draft.wonder(hooks.questions());
                return false;
            }
            if (next instanceof PolicyTurn.Next.Nothing) {
                return false;
            }
        }
        return false;
    }

    /** The oldest task that can be worked on now. */
    private @Nullable Task next(Draft draft) {
        for (var task : draft.session().agenda()) {
            if (isRunnable(task, draft.session(), draft.now) && !isAhead(task, draft.now)) {
                return task;
            }
        }
        return null;
    }

    private static boolean isRunnable(Task task, Session session, Instant now) {
        var schedule = task.order().schedule();
        return switch (task.status()) {
            case QUEUED -> {
                if (schedule.isExpired(now)) {
                    yield true;
                }
                var when = task.whenEvent();
                // What has begun may go on outside its window: half a change is worse than a late one.
                boolean open = schedule.isOpen(now) || task.progress().step() > 0;
                yield open && (when == null || session.terms().events().contains(when)) && !wouldBlur(task, session);
            }
            case UNSETTLED -> task.progress().sent() != null && canBeVerified(task);
            case RUNNING, DONE, FAILED, EXPIRED, CANCELLED -> false;
        };
    }

    /** Whether a task may have names that this node is about to learn of. */
    private boolean isAhead(Task task, Instant now) {
        return task.status() == TaskStatus.QUEUED
                && now.isBefore(task.order().createdAt().plus(NAMES_KNOWN_WITHIN))
                && TaskNames.hasUnknown(task.currentSpec(), standards.names());
    }

    /** Whether an instance that this task makes could be taken for one of another task whose outcome is unknown. */
    private static boolean wouldBlur(Task task, Session session) {
        return task.currentSpec() instanceof TaskSpec.AddObject add
                && session.agenda().stream()
                        .anyMatch(other -> other.status() == TaskStatus.UNSETTLED
                                && other.currentSpec() instanceof TaskSpec.AddObject unsettled
                                && unsettled.table().equals(add.table()));
    }

    /** Only of an AddObject can the device itself tell, without a key, whether it happened. */
    private static boolean canBeVerified(Task task) {
        return task.currentSpec() instanceof TaskSpec.AddObject;
    }

    /** Begins a task, or ends it without a request; whether a request is to be sent. */
    private boolean begin(Draft draft, Task task) {
        if (task.status() == TaskStatus.QUEUED && task.order().schedule().isExpired(draft.now)) {
            draft.task(task.ended(TaskStatus.EXPIRED, Outcome.NONE, draft.now));
            return false;
        }
        if (task.attempts() >= Task.MAX_ATTEMPTS) {
            draft.task(task.failed(
                    TaskFault.ours(
                            TaskFault.GAVE_UP, "the session broke off " + task.attempts() + " times over this task"),
                    draft.now));
            return false;
        }
        var spec = task.currentSpec();
        var problem = TaskNames.problem(spec, standards.names(), draft.device());
        if (problem != null) {
            draft.task(task.failed(TaskFault.ours(TaskFault.INVALID, problem), draft.now));
            return false;
        }
        var step = Planner.plan(TaskNames.resolved(spec, standards.names(), draft.device()));
        boolean confirmed = draft.session().terms().confirmed().contains(task.id());
        var work = confirmed && step instanceof Step.Add add
                ? Questions.identifying(add, task, draft.situation())
                : Work.of(step, task, draft.situation());
        ask(draft, task, true, work);
        return true;
    }

    /** Puts the work's next request out. */
    private static void ask(Draft draft, @Nullable Task task, boolean begins, Work work) {
        var situation = draft.situation();
        var ask = NextLevelSpelling.of(work.ask(situation), situation.traits());
        put(draft, task == null ? null : task.id(), work, ask);
        if (task != null) {
            var trying = begins ? task.tried() : task;
            draft.task(ask.verifies() ? trying : trying.sending(ask.sent(draft.now)));
            if (task.currentSpec() instanceof TaskSpec.FactoryReset) {
                draft.device(
                        draft.device().withStanding(draft.device().standing().resetSent(draft.now)));
            }
        }
        if (!ask.repeatable()) {
            draft.durable();
        }
    }

    private static void put(Draft draft, @Nullable String taskId, Work work, Ask ask) {
        var session = draft.session().with(draft.session().tally().asked());
        var requestId = session.requestId(session.tally().requests());
        draft.session(session.asking(new Session.Current(taskId, work, ask, requestId, 0)));
    }

    private static SessionStep sent(Draft draft) {
        var current = draft.session().current();
        if (current == null) {
            throw new IllegalStateException("no request is out");
        }
        if (!draft.session().tally().lines().isEmpty()) {
            draft.visit(Visit.End.UNDER_WAY);
        }
        return draft.step(
                new Reply.Send(Envelope.of(
                        draft.session().terms().version(),
                        Header.ofId(current.requestId()),
                        current.ask().request())),
                false);
    }
}
