package org.reactiveacs.feed;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;

/**
 * Which events somebody wants. Gaps are for everybody.
 *
 * @param types of events, empty for all
 * @param device whose, null for all
 * @param filter that the device matches as it is when the event is told; empty for all
 */
public record EventChoice(
        Set<DomainEvent.Type> types, @Nullable DeviceId device, String filter) {

    public EventChoice {
        types = Set.copyOf(types);
    }

    /** Whether an event can be wanted, as far as it tells itself. */
    boolean mayWant(DomainEvent event) {
        return (types.isEmpty() || types.contains(event.type())) && (device == null || device.equals(event.device()));
    }
}
