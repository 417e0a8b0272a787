package org.reactiveacs.api;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.task.DailyWindow;
import org.reactiveacs.task.Schedule;
import org.reactiveacs.task.TaskKind;
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
 * @param digest tells whether two bodies say the same, whatever the order of their properties
 */
record TaskOrder(TaskSpec spec, Schedule schedule, @Nullable Boolean wake, String digest) {

    /**
     * Reads an order and checks it.
     *
     * @throws Problem if it is none, or nothing that a device could do
     */
    static TaskOrder read(byte[] body, Instant now) {
        ObjectNode json = JsonBody.object(body);
        var digest = digest(Json.canonical(json));
        var schedule = schedule(json, now);
        var wake = JsonBody.flag(json, "wake");
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
        var problems = TaskValidation.problems(spec);
        if (!problems.isEmpty()) {
            var first = problems.get(0);
            throw Problem.body(first.pointer(), first.pointer() + ": " + first.text())
                    .with("problems", problems);
        }
        return new TaskOrder(spec, schedule, wake, digest);
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
