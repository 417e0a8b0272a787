package org.reactiveacs.port;

import java.time.Instant;
import java.util.Map;
import org.reactiveacs.device.DeviceId;

/**
 * Something that happened to a device and that others may want to know. Written together with the change that it tells.
 *
 * @param type what happened
 * @param device to whom, {@link #FLEET} where it is all of them
 * @param at when
 * @param detail more about it, by name
 */
public record DomainEvent(Type type, DeviceId device, Instant at, Map<String, String> detail) {
    /** Stands in for a device where something is so of the whole fleet; no device can have this id. */
    public static final DeviceId FLEET = DeviceId.of("fleet");

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
        detail = Map.copyOf(detail);
    }
}
