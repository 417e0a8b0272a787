package org.reactiveacs.session;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.HandOver.State;
import org.reactiveacs.store.SilenceJudge;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskFault;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskStatus;

/** Devices that are given to another ACS, as their sessions here show it: that they took its URL, that they stay, that they are back. Pure. */
final class HandOvers {
    private static final String BOOTSTRAP = "0 BOOTSTRAP";

    /** Of what a device says of its refusal: it stands in the registration, which every session reads. */
    private static final int MOST_REASON_CHARS = 1_000;

    private final Standards standards;

    HandOvers(Standards standards) {
        this.standards = standards;
    }

    /** Notes what has become of a hand-over before anything else is asked. */
    void look(Draft draft) {
        settle(draft);
        var handOver = draft.registration().handOver();
        if (handOver != null && handOver.isAway() && calledAgain(draft, handOver)) {
            called(draft, handOver);
        }
    }

    /** Notes what tasks that have ended in this step mean for it. */
    void settle(Draft draft) {
        for (var task : draft.changed()) {
            if (task.status().isEnded()) {
                ended(draft, task);
            }
        }
    }

    private void ended(Draft draft, Task task) {
        var handOver = draft.registration().handOver();
        boolean isKnown = handOver != null && handOver.task().equals(task.id());
        if (task.spec() instanceof TaskSpec.HandOver order && !isKnown) {
            if (task.status() == TaskStatus.DONE) {
                leaves(draft, task, order);
            } else if (task.status() == TaskStatus.FAILED) {
                draft.handOver(begun(task, order, State.FAILED, HandOver.Former.UNKNOWN, reason(task), draft.now));
            }
        }
        if (handOver != null && handOver.state() == State.LEAVING && undoes(task, handOver)) {
            stays(draft, handOver.to(State.TAKEN_BACK, draft.now, ""));
        }
    }

    private static boolean undoes(Task task, HandOver handOver) {
        return task.id().equals(handOver.undo()) && task.status() == TaskStatus.DONE;
    }

    private void leaves(Draft draft, Task task, TaskSpec.HandOver order) {
        draft.handOver(begun(task, order, State.LEAVING, former(draft, task), "", draft.now));
    }

    /** Its policies hold again, and nothing that they had set before can be relied on. */
    private static void stays(Draft draft, HandOver next) {
        draft.handOver(next);
        var device = draft.device();
        draft.device(device.withStanding(device.standing().lost(draft.now)));
    }

    private static HandOver begun(
            Task task, TaskSpec.HandOver order, State state, HandOver.Former former, String reason, Instant now) {
        return new HandOver(task.id(), order.url(), task.order().by(), state, now, former, reason, "");
    }

    private HandOver.Former former(Draft draft, Task task) {
        var url = read(TaskSpec.HandOver.URL, draft, task);
        var before = draft.registration().handOver();
        if (before != null && before.url().equals(url) && !before.former().url().isEmpty()) {
            // It has stayed here with the URL that it was given: the way back leads to what it called before that.
            return before.former();
        }
        var password = path(TaskSpec.HandOver.PASSWORD, draft);
        var entry = password == null ? null : draft.compliance().entry(password);
        return new HandOver.Former(
                url,
                read(TaskSpec.HandOver.USERNAME, draft, task),
                password != null && entry != null && isDerived(draft, password, entry));
    }

    private boolean isDerived(Draft draft, String path, Compliance.Entry entry) {
        var tools = standards.tools();
        var derived = tools.passwords().of(draft.device(), draft.registration()).of("cwmp");
        return derived != null && tools.marks().is(entry.mark(), path, derived);
    }

    /** What was read before it was set comes first. */
    private String read(String name, Draft draft, Task task) {
        var path = path(name, draft);
        for (var parameter : task.outcome().values()) {
            if (parameter.path().equals(path)) {
                var value = parameter.value();
                return value == null ? "" : value;
            }
        }
        return "";
    }

    private @Nullable String path(String name, Draft draft) {
        return standards.names().path(name, draft.device());
    }

    private static String reason(Task task) {
        var fault = task.outcome().fault();
        if (fault == null) {
            return "its task failed";
        }
        var blamed = fault.parameters().stream()
                .map(one -> one.path() + ": " + one.code() + " " + one.text())
                .collect(Collectors.joining("; "));
        boolean isTheirs = fault.reason().equals(TaskFault.CPE_FAULT) && fault.code() != 0;
        var reason = (isTheirs ? "fault " + fault.code() + " " : "")
                + fault.text()
                + (blamed.isEmpty() ? "" : " (" + blamed + ")");
        return reason.length() > MOST_REASON_CHARS ? reason.substring(0, MOST_REASON_CHARS) + "..." : reason;
    }

    private static boolean calledAgain(Draft draft, HandOver handOver) {
        return draft.session().terms().startedAt().isAfter(handOver.at());
    }

    private void called(Draft draft, HandOver handOver) {
        boolean isReset = draft.session().terms().events().contains(BOOTSTRAP);
        if (handOver.state() == State.HANDED_OVER) {
            stays(draft, handOver.to(State.RETURNED, draft.now, "it calls here again"));
        } else if (isReset) {
            stays(draft, handOver.to(State.RETURNED, draft.now, "it was reset or sent back before it was missed here"));
        } else if (!draft.now.isBefore(handOver.at()
                .plus(SilenceJudge.patienceWithLeaving(draft.device(), draft.parameters(), standards.silence())))) {
            stays(draft, handOver.to(State.FAILED, draft.now, "it took the other URL and still calls here"));
        }
    }
}
