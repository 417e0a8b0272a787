package org.reactiveacs.store.redis.cluster;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Mail.Letter;
import org.reactiveacs.device.DeviceId;

/** A letter as the fields of a stream's entry. Kinds that this version does not know are skipped: letters are hints. */
final class LetterFields {
    private static final String KIND = "kind";
    private static final String TENANT = "tenant";
    private static final String DEVICE = "device";
    private static final String TASK = "task";
    private static final String ENDED = "taskEnded";
    private static final String ADDED = "taskAdded";

    private LetterFields() {}

    /** Names and values in turns. */
    static Object[] write(Letter letter) {
        if (letter instanceof Letter.TaskEnded ended) {
            return ofTask(ENDED, ended.device(), ended.taskId());
        }
        if (letter instanceof Letter.TaskAdded added) {
            return ofTask(ADDED, added.device(), added.taskId());
        }
        throw new IllegalStateException("no fields for " + letter);
    }

    private static Object[] ofTask(String kind, DeviceId device, String task) {
        return new Object[] {
            bytes(KIND), bytes(kind),
            bytes(TENANT), bytes(device.tenant()),
            bytes(DEVICE), bytes(device.value()),
            bytes(TASK), bytes(task)
        };
    }

    static Optional<Letter> read(Map<byte[], byte[]> entry) {
        var fields = new HashMap<String, String>();
        entry.forEach((name, value) -> fields.put(text(name), text(value)));
        @Nullable String tenant = fields.get(TENANT);
        @Nullable String device = fields.get(DEVICE);
        @Nullable String task = fields.get(TASK);
        if (tenant == null || device == null || task == null) {
            return Optional.empty();
        }
        var id = new DeviceId(tenant, device);
        return switch (fields.getOrDefault(KIND, "")) {
            case ENDED -> Optional.of(new Letter.TaskEnded(id, task));
            case ADDED -> Optional.of(new Letter.TaskAdded(id, task));
            default -> Optional.empty();
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
