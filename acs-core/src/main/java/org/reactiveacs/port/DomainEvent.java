package org.reactiveacs.port;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.reactiveacs.device.DeviceId;

/**
 * Something that happened to a device and that others may want to know. Written together with the change that it tells.
 *
 * @param type what happened
 * @param device to whom, {@link #FLEET} where it is all of them
 * @param at when
 * @param detail more about it, by name; of texts that are longer than {@value #MOST_CHARS} characters no more than their beginning is kept
 */
public record DomainEvent(Type type, DeviceId device, Instant at, Map<String, String> detail) {
    /** Stands in for a device where something is so of the whole fleet; no device can have this id. */
    public static final DeviceId FLEET = DeviceId.of("fleet");

    /** Devices may say of a fault whatever fits into a message, and thousands of events are kept. */
    public static final int MOST_CHARS = 4_000;

    /** What can happen. */
    public enum Type {
        FIRST_CONTACT,
        BOOTSTRAP,
        BOOT,
        VALUE_CHANGE,
        QUARANTINED,
        DUPLICATE_SUSPECTED,
        TASK_CREATED,
        TASK_ENDED,
        FAULT,
        TRANSFER_COMPLETE,
        POLICY_CONFLICT,
        DEVICE_REGISTERED,
        DEVICE_CHANGED,
        DEVICE_DELETED,
        DEVICE_SILENT,
        DEVICE_RETURNED,
        ANOMALY_RAISED,
        ANOMALY_CLEARED,
        HAND_OVER
    }

    public DomainEvent {
        detail = Map.copyOf(detail.values().stream().anyMatch(DomainEvent::isLong) ? cut(detail) : detail);
    }

    private static boolean isLong(String text) {
        return text.length() > MOST_CHARS;
    }

    private static Map<String, String> cut(Map<String, String> detail) {
        var cut = new HashMap<>(detail);
        cut.replaceAll((name, text) -> isLong(text) ? text.substring(0, MOST_CHARS) : text);
        return cut;
    }
}
