package org.reactiveacs.store.redis.cluster;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Reach;
import org.reactiveacs.port.Wake;
import org.reactiveacs.port.WakeOutcome;

/** A letter as the fields of a stream's entry. Kinds that this version does not know are skipped: letters are hints. */
final class LetterFields {
    private static final String KIND = "kind";
    private static final String TENANT = "tenant";
    private static final String DEVICE = "device";
    private static final String TASK = "task";
    private static final String REQUEST = "request";
    private static final String REQUESTED = "requested";
    private static final String RESULT = "result";
    private static final String WAY = "way";
    private static final String REASON = "reason";
    private static final String MILLIS = "millis";
    private static final String URGENCY = "urgency";
    private static final String NODE = "node";
    private static final String HOST = "host";
    private static final String PORT = "port";
    private static final String TEXT = "text";

    private static final String TASK_ENDED = "taskEnded";
    private static final String TASK_ADDED = "taskAdded";
    private static final String WAKE_ASKED = "wakeAsked";
    private static final String WAKE_ENDED = "wakeEnded";
    private static final String DEVICE_CALLED = "deviceCalled";
    private static final String DATAGRAM_ASKED = "datagramAsked";

    private static final String DEVICE_WATCHED = "deviceWatched";
    private static final String SESSION_LINGERS = "sessionLingers";

    private LetterFields() {}

    /** Names and values in turns. */
    static Object[] write(Letter letter) {
        if (letter instanceof Letter.TaskEnded ended) {
            return of(TASK_ENDED, ended.device(), TASK, ended.taskId());
        }
        if (letter instanceof Letter.TaskAdded added) {
            return of(TASK_ADDED, added.device(), TASK, added.taskId());
        }
        if (letter instanceof Letter.WakeAsked asked) {
            return of(
                    WAKE_ASKED,
                    asked.device(),
                    REQUEST,
                    asked.request(),
                    URGENCY,
                    asked.urgency().name());
        }
        if (letter instanceof Letter.WakeEnded ended) {
            var outcome = ended.outcome();
            var way = outcome.way();
            return of(
                    WAKE_ENDED,
                    ended.device(),
                    REQUEST,
                    ended.request(),
                    RESULT,
                    outcome.result().name(),
                    WAY,
                    way == null ? "" : way.name(),
                    REASON,
                    outcome.reason(),
                    MILLIS,
                    Long.toString(outcome.took().toMillis()));
        }
        if (letter instanceof Letter.DeviceCalled called) {
            return of(DEVICE_CALLED, called.device(), REQUESTED, Boolean.toString(called.requested()));
        }
        if (letter instanceof Letter.DeviceWatched watched) {
            return of(DEVICE_WATCHED, watched.device());
        }
        if (letter instanceof Letter.SessionLingers lingers) {
            return of(SESSION_LINGERS, lingers.device());
        }
        if (letter instanceof Letter.DatagramAsked asked) {
            return of(
                    DATAGRAM_ASKED,
                    asked.device(),
                    NODE,
                    asked.node(),
                    HOST,
                    asked.host(),
                    PORT,
                    Integer.toString(asked.port()),
                    TEXT,
                    asked.text());
        }
        throw new IllegalStateException("no fields for " + letter);
    }

    private static Object[] of(String kind, DeviceId device, String... more) {
        var fields = new ArrayList<Object>();
        for (var text : List.of(KIND, kind, TENANT, device.tenant(), DEVICE, device.value())) {
            fields.add(bytes(text));
        }
        for (var text : more) {
            fields.add(bytes(text));
        }
        return fields.toArray();
    }

    static Optional<Letter> read(Map<byte[], byte[]> entry) {
        var fields = new HashMap<String, String>();
        entry.forEach((name, value) -> fields.put(text(name), text(value)));
        try {
            return Optional.ofNullable(letter(fields));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // It comes from a version that knows more.
        }
    }

    private static @Nullable Letter letter(Map<String, String> fields) {
        var device = new DeviceId(field(fields, TENANT), field(fields, DEVICE));
        return switch (field(fields, KIND)) {
            case TASK_ENDED -> new Letter.TaskEnded(device, field(fields, TASK));
            case TASK_ADDED -> new Letter.TaskAdded(device, field(fields, TASK));
            case WAKE_ASKED ->
                new Letter.WakeAsked(device, field(fields, REQUEST), Wake.Urgency.valueOf(field(fields, URGENCY)));
            case WAKE_ENDED -> new Letter.WakeEnded(device, field(fields, REQUEST), outcome(fields));
            case DEVICE_CALLED -> new Letter.DeviceCalled(device, Boolean.parseBoolean(field(fields, REQUESTED)));
            case DEVICE_WATCHED -> new Letter.DeviceWatched(device);
            case SESSION_LINGERS -> new Letter.SessionLingers(device);
            case DATAGRAM_ASKED ->
                new Letter.DatagramAsked(
                        device,
                        field(fields, NODE),
                        field(fields, HOST),
                        Integer.parseInt(field(fields, PORT)),
                        field(fields, TEXT));
            default -> null;
        };
    }

    private static WakeOutcome outcome(Map<String, String> fields) {
        var way = field(fields, WAY);
        return new WakeOutcome(
                WakeOutcome.Result.valueOf(field(fields, RESULT)),
                way.isEmpty() ? null : Reach.Way.valueOf(way),
                field(fields, REASON),
                Duration.ofMillis(Long.parseLong(field(fields, MILLIS))));
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a letter without " + name);
        }
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
