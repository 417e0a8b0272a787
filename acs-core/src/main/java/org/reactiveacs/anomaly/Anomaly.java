package org.reactiveacs.anomaly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;

/**
 * Something that is wrong.
 *
 * @param kind what
 * @param device with which device, null for the whole fleet
 * @param since when it was noticed
 * @param last when its newest sign was seen
 * @param count how many signs there were at that time, within the time that the rules give
 * @param reason for people
 */
public record Anomaly(
        AnomalyKind kind, @Nullable DeviceId device, Instant since, Instant last, long count, String reason) {

    /** What it is called: a device has at most one of each kind. */
    public String id() {
        return kind + ":" + subject().value();
    }

    /** Whether one that is called so is of a kind. */
    static boolean isOf(AnomalyKind kind, String id) {
        return id.startsWith(kind + ":");
    }

    /** The device, or what stands in for the fleet. */
    public DeviceId subject() {
        return device == null ? DomainEvent.FLEET : device;
    }

    /** The same as it was seen later. */
    public Anomaly seenAgain(Anomaly later) {
        return new Anomaly(
                kind, device, since, later.last().isAfter(last) ? later.last() : last, later.count(), later.reason());
    }
}
