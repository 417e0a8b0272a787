package org.reactiveacs.port;

import java.time.Instant;
import java.util.Map;
import org.reactiveacs.device.DeviceId;

/**
 * Something that happened to a device and that others may want to know. Written together with the change that it tells.
 *
 * @param type what happened
 * @param device to whom
 * @param at when
 * @param detail more about it, by name
 */
public record DomainEvent(Type type, DeviceId device, Instant at, Map<String, String> detail) {
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
        HAND_OVER
    }

    public DomainEvent {
        detail = Map.copyOf(detail);
    }
}
