package org.reactiveacs.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.task.DailyWindow;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.TaskKind;
import org.reactiveacs.task.TaskNames;
import org.reactiveacs.task.TaskProblem;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskValidation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * An order as a client sends it: a task's specification with its schedule beside it.
 *
 * @param spec what to do
 * @param schedule when
 * @param wake whether the device is asked to call, null when the client does not say
 * @param callback whom to tell that it has ended, null for nobody
 * @param digest tells whether two bodies say the same, whatever the order of their properties
 */
record TaskOrder(
        TaskSpec spec,
        Schedule schedule,
        @Nullable Boolean wake,
        @Nullable CallbackBody callback,
        String digest) {

    /**
     * Reads an order and checks it.
     *
     * @param names what may stand in the place of a parameter's path
     * @throws Problem if it is none, or nothing that a device could do
     */
    static TaskOrder read(byte[] body, Instant now, PathNames names) {
        ObjectNode json = JsonBody.object(body);
        var digest = digest(Json.canonical(json));
        var schedule = schedule(json, now);
        var wake = JsonBody.flag(json, "wake");
        var callback = CallbackBody.of(json);
        json.remove("callback");
        json.remove("wake");
        json.remove("expires");
        json.remove("notBefore");
        json.remove("window");
        checkKind(json);
        TaskSpec spec;
        try {
            spec = Json.STRICT.treeToValue(json, TaskSpec.class);
        } catch (JacksonException e) {
            throw JsonBody.problem(e);
        }
        refuse(TaskValidation.problems(spec, name -> names.knows(name) ? null : PathNames.unknown(name)));
        return new TaskOrder(spec, schedule, wake, callback, digest);
    }

    /** @throws Problem if there are any */
    private static void refuse(List<TaskProblem> problems) {
        if (!problems.isEmpty()) {
            var first = problems.get(0);
            throw Problem.body(first.pointer(), first.pointer() + ": " + first.text())
                    .with("problems", problems);
        }
    }

    /**
     * Checks the names in it against the device as it is known now.
     *
     * @throws Problem if one stands for nothing there
     */
    void check(PathNames names, Device device) {
        refuse(TaskValidation.problems(beforeOtherFirmware(), name -> names.problem(name, device)));
        var twice = spec instanceof TaskSpec.Sequence ? null : TaskNames.problem(spec, names, device);
        if (twice != null) {
            throw Problem.body("", twice);
        }
    }

    /** Without the steps behind a download, which may change what names stand for. */
    private TaskSpec beforeOtherFirmware() {
        if (spec instanceof TaskSpec.Sequence sequence) {
            var steps = sequence.steps();
            for (int i = 0; i < steps.size(); i++) {
                var step = steps.get(i).spec();
                if (step instanceof TaskSpec.Download || step instanceof TaskSpec.ScheduleDownload) {
                    return new TaskSpec.Sequence(steps.subList(0, i + 1));
                }
            }
        }
        return spec;
    }

    private static void checkKind(ObjectNode json) {
        var kind = JsonBody.text(json, "kind", "");
        if (kind == null || !TaskKind.all().containsKey(kind)) {
            throw Problem.body(
                    "/kind",
                    (kind == null ? "a kind is needed: " : "no kind is called '" + kind + "': ")
                            + String.join(", ", TaskKind.all().keySet()));
        }
    }

    private static Schedule schedule(ObjectNode json, Instant now) {
        var notBefore = instant(json, "notBefore", now);
        var expires = instant(json, "expires", now);
        if (expires != null && !expires.isAfter(notBefore != null && notBefore.isAfter(now) ? notBefore : now)) {
            throw Problem.body("/expires", "the task would expire before it may start");
        }
        return new Schedule(notBefore, expires, window(json));
    }

    private static @Nullable Instant instant(ObjectNode json, String name, Instant now) {
        var text = JsonBody.text(json, name, "");
        if (text == null) {
            return null;
        }
        var instant = Times.instant(text, now);
        if (instant == null) {
            throw Problem.body(
                    "/" + name,
                    "'" + text + "' is neither an instant such as 2026-05-01T12:00:00Z nor a duration such as 24h");
        }
        return instant;
    }

    private static @Nullable DailyWindow window(ObjectNode json) {
        var text = JsonBody.text(json, "window", "");
        try {
            return text == null ? null : DailyWindow.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.body("/window", String.valueOf(e.getMessage()));
        }
    }

    private static String digest(byte[] canonical) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
