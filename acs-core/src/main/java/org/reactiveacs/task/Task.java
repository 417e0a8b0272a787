package org.reactiveacs.task;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;

/**
 * One thing that an operator wants done at one device.
 *
 * @param id unique, grows with time, at most 26 characters so that it fits a CommandKey with a step's number
 * @param device whose
 * @param spec what
 * @param order when it may run and who ordered it
 * @param status how far it is
 * @param progress what the next session must know
 * @param attempts sessions that began it
 * @param outcome what came of it so far
 * @param endedAt when it ended, null while it has not
 */
public record Task(
        String id,
        DeviceId device,
        TaskSpec spec,
        Order order,
        TaskStatus status,
        Progress progress,
        int attempts,
        Outcome outcome,
        @Nullable Instant endedAt) {

    /** Sessions that may die over a task before it fails: the task may be what kills them. */
    public static final int MAX_ATTEMPTS = 10;

    /** How long evidence for a lost answer is awaited. */
    public static final Duration EVIDENCE_DEADLINE = Duration.ofHours(1);

    /** How long a transfer that the device took is awaited, beyond the delay that the order named. */
    public static final Duration TRANSFER_DEADLINE = Duration.ofHours(6);

    /**
     * The order.
     *
     * @param createdAt when it was acknowledged
     * @param by the name of who ordered it
     * @param schedule when it may run
     */
    public record Order(Instant createdAt, String by, Schedule schedule) {
        private static final String POLICY = "policy ";

        /** The order of a policy. */
        public static Order ofPolicy(String policy, Instant createdAt) {
            return new Order(createdAt, POLICY + policy, Schedule.AT_ONCE);
        }

        /** Whether no person ordered it but a policy. */
        public boolean isByPolicy() {
            return by.startsWith(POLICY);
        }
    }

    public static Task queued(String id, DeviceId device, TaskSpec spec, Order order) {
        return new Task(id, device, spec, order, TaskStatus.QUEUED, Progress.START, 0, Outcome.NONE, null);
    }

    /** The CommandKey or ParameterKey of its current step: the id, and the step's number behind it where there are several. */
    public String key() {
        return spec instanceof TaskSpec.Steps ? id + "." + progress.step() : id;
    }

    /** Whether {@code key} is the key of this task, at whatever step. */
    public boolean hasKey(String key) {
        return key.startsWith(id) && (key.length() == id.length() || key.charAt(id.length()) == '.');
    }

    /** One more session works on it. */
    public Task tried() {
        return with(status, progress, attempts + 1);
    }

    public Task sending(Sent sent) {
        return with(TaskStatus.RUNNING, progress.sending(sent), attempts);
    }

    public Task with(Progress next) {
        return with(status, next, attempts);
    }

    /** Back in the queue, no request out. */
    public Task requeued() {
        return with(TaskStatus.QUEUED, progress.answered(), attempts);
    }

    /**
     * The task after the session that worked on it died: what can be repeated waits for the next, what cannot waits for
     * evidence. Every store applies this when a session is superseded or expires.
     */
    public Task abandoned() {
        if (status != TaskStatus.RUNNING || progress.awaitsTransfer()) {
            return this;
        }
        var sent = progress.sent();
        return with(sent == null || sent.repeatable() ? TaskStatus.QUEUED : TaskStatus.UNSETTLED, progress, attempts);
    }

    public Task and(Outcome more) {
        return new Task(id, device, spec, order, status, progress, attempts, outcome.and(more), endedAt);
    }

    public Task ended(TaskStatus how, Outcome last, Instant at) {
        return new Task(id, device, spec, order, how, progress.answered(), attempts, outcome.and(last), at);
    }

    /** The current step succeeded: done, or on to the next step. */
    public Task succeeded(Outcome last, Instant at) {
        boolean more = spec instanceof TaskSpec.Steps sequence
                && progress.step() + 1 < sequence.steps().size();
        return more ? and(last).with(TaskStatus.QUEUED, progress.nextStep(), 0) : ended(TaskStatus.DONE, last, at);
    }

    /** The device took the order; what comes of it, it will say. */
    public Task accepted(Outcome last) {
        return and(last).with(TaskStatus.RUNNING, progress.awaitingTransfer(), attempts);
    }

    public Task failed(TaskFault fault, Instant at) {
        return ended(TaskStatus.FAILED, Outcome.ofFault(fault), at);
    }

    private Task with(TaskStatus nextStatus, Progress nextProgress, int nextAttempts) {
        return new Task(id, device, spec, order, nextStatus, nextProgress, nextAttempts, outcome, endedAt);
    }

    /** When a session or the background work should look at it next; null when it has ended. */
    public @Nullable Instant dueAt(Instant now) {
        if (status.isEnded()) {
            return null;
        }
        return order.schedule().nextOpen(now);
    }

    /** When it ends by itself unless something happens; null never. */
    public @Nullable Instant deadline() {
        if (status.isEnded()) {
            return null;
        }
        var sent = progress.sent();
        if (sent != null && (status == TaskStatus.UNSETTLED || progress.awaitsTransfer())) {
            return sent.at()
                    .plus(progress.awaitsTransfer() ? TRANSFER_DEADLINE.plus(orderedDelay()) : EVIDENCE_DEADLINE);
        }
        return status == TaskStatus.QUEUED ? order.schedule().expires() : null;
    }

    /** The task after its deadline passed. */
    public Task overdue(Instant now) {
        if (progress.awaitsTransfer()) {
            return failed(
                    TaskFault.ours(TaskFault.NOT_REPORTED, "the device took the order and never reported its end"),
                    now);
        }
        if (status == TaskStatus.UNSETTLED) {
            return failed(
                    TaskFault.ours(
                            TaskFault.OUTCOME_UNKNOWN,
                            "the connection died before the answer came, and nothing told whether the device did it"),
                    now);
        }
        return ended(TaskStatus.EXPIRED, Outcome.NONE, now);
    }

    private Duration orderedDelay() {
        var current = currentSpec();
        if (current instanceof TaskSpec.Download download) {
            return Duration.ofSeconds(Math.max(0, download.delaySeconds()));
        }
        if (current instanceof TaskSpec.Upload upload) {
            return Duration.ofSeconds(Math.max(0, upload.delaySeconds()));
        }
        if (current instanceof TaskSpec.ScheduleDownload scheduled) {
            return Duration.ofSeconds(scheduled.timeWindows().stream()
                    .mapToInt(TaskSpec.TimeWindow::windowEnd)
                    .max()
                    .orElse(0));
        }
        return Duration.ZERO;
    }

    /** The event that a session must have for the current step to run, null when any will do. */
    public @Nullable String whenEvent() {
        return spec instanceof TaskSpec.Steps sequence
                ? sequence.steps().get(progress.step()).whenEvent()
                : null;
    }

    /** What the current step does: the spec itself unless it has several. */
    public TaskSpec currentSpec() {
        return spec instanceof TaskSpec.Steps sequence
                ? sequence.steps().get(progress.step()).spec()
                : spec;
    }
}
