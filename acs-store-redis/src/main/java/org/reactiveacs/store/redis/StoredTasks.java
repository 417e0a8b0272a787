package org.reactiveacs.store.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.redis.link.RedisLink;
import org.reactiveacs.task.Task;
import org.reactiveacs.task.TaskStatus;
import reactor.core.publisher.Mono;

/**
 * Tasks as they stand in Redis: before the sealed record stands what scripts look at. One that a session works on names
 * the session: when the device's is another, or none, the session died, and whoever reads the task settles it.
 */
final class StoredTasks {

    private static final int TIME_CHARS = 13;
    private static final int TOKEN_CHARS = 32;
    private static final long LATEST = 9_999_999_999_999L;

    private final Seal seal;

    StoredTasks(Seal seal) {
        this.seal = seal;
    }

    /**
     * The task in bytes.
     *
     * @param token of the session that works on it, empty if none does
     */
    byte[] encode(Task task, String token, Instant now) {
        var record = seal.close(TaskCodec.encode(task), place(task));
        var prefix = switch (task.status()) {
            case QUEUED -> "Q" + time(task.dueAt(now));
            case RUNNING -> "R" + time(null) + token + " ".repeat(TOKEN_CHARS - token.length());
            case UNSETTLED -> "U" + time(null);
            case CANCELLED -> "C";
            default -> "E";
        };
        return ByteBuffer.allocate(prefix.length() + record.length)
                .put(prefix.getBytes(StandardCharsets.US_ASCII))
                .put(record)
                .array();
    }

    /**
     * A task as it was read.
     *
     * @param session the device's session at that moment, empty if it had none
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Stored(DeviceId device, String id, byte[] bytes, String session) {}

    /** One task, open or ended; empty when there is none. */
    Mono<Stored> read(RedisLink link, DeviceId device, String id) {
        return link.run(Scripts.TASKS, keys(device), List.of(Shared.bytes(id))).mapNotNull(reply -> {
            var answer = Answer.of(reply);
            var bytes = answer.bytes(1);
            return bytes == null ? null : new Stored(device, id, bytes, answer.text(0));
        });
    }

    /** All tasks of a device. */
    Mono<List<Task>> read(RedisLink link, DeviceId device) {
        return link.run(Scripts.TASKS, keys(device), List.of()).map(reply -> {
            var answer = Answer.of(reply);
            var read = new ArrayList<Task>();
            for (int part = 1; part <= 2; part++) {
                var tasks = answer.list(part);
                for (int i = 0; i < tasks.size(); i += 2) {
                    var bytes = Objects.requireNonNull(tasks.bytes(i + 1));
                    read.add(decode(new Stored(device, tasks.text(i), bytes, answer.text(0))));
                }
            }
            return read;
        });
    }

    private static List<byte[]> keys(DeviceId device) {
        var keys = Keys.of(device);
        return List.of(keys.device(device), keys.tasks(device), keys.ended(device));
    }

    Task decode(Stored stored) {
        return decode(Keys.name(stored.device()), stored.id(), stored.bytes(), stored.session());
    }

    private static String time(@Nullable Instant from) {
        long millis = from == null ? 0 : Math.max(0, Math.min(from.toEpochMilli(), LATEST));
        return String.format("%0" + TIME_CHARS + "d", millis);
    }

    /**
     * The task, settled if the session that worked on it is not the device's any more.
     *
     * @param session the device's session now, empty if it has none
     */
    Task decode(String device, String id, byte[] bytes, String session) {
        char status = (char) bytes[0];
        int from = switch (status) {
            case 'Q', 'U' -> 1 + TIME_CHARS;
            case 'R' -> 1 + TIME_CHARS + TOKEN_CHARS;
            default -> 1;
        };
        var record = Arrays.copyOfRange(bytes, from, bytes.length);
        var task = TaskCodec.decode(seal.open(record, "tasks/" + device + " " + id));
        if (status != 'R') {
            return task;
        }
        var token = new String(bytes, 1 + TIME_CHARS, TOKEN_CHARS, StandardCharsets.US_ASCII).trim();
        return !token.isEmpty() && token.equals(session) ? task : task.abandoned();
    }

    /** When background work should look at it: in milliseconds, empty if never. */
    static String timer(Task task) {
        // While a session works on it the time counts that would if the session died.
        var deadline = task.abandoned().deadline();
        return deadline == null ? "" : Long.toString(deadline.toEpochMilli());
    }

    static boolean isOpen(Task task, Instant now) {
        return task.status() != TaskStatus.QUEUED || task.order().schedule().isOpen(now);
    }

    private static String place(Task task) {
        return "tasks/" + Keys.name(task.device()) + " " + task.id();
    }
}
