package org.reactiveacs.store;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Subscription;

/**
 * Somebody to whom devices belong.
 *
 * @param id as the operator calls it
 * @param version grows with every change, and is greater than those of a subscriber of this id that was there before; 0 if there is none
 * @param variables what policies may use of it at all of its devices, by name
 * @param devices which are its own; a device is one subscriber's at most
 * @param unsettled devices of which it is not certain yet that they tell the same: a change of a subscriber is written here first and
 *     then at the devices
 * @param removed whether it is gone but for what is unsettled
 */
public record Subscriber(
        String id,
        long version,
        Map<String, Variable> variables,
        Set<DeviceId> devices,
        Set<DeviceId> unsettled,
        boolean removed) {

    public Subscriber(
            String id,
            long version,
            @Nullable Map<String, Variable> variables,
            @Nullable Set<DeviceId> devices,
            @Nullable Set<DeviceId> unsettled,
            boolean removed) {
        this.id = id;
        this.version = version;
        this.variables = variables == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(variables));
        this.devices = sorted(devices);
        this.unsettled = sorted(unsettled);
        this.removed = removed;
    }

    private static Set<DeviceId> sorted(@Nullable Set<DeviceId> devices) {
        return devices == null ? Set.of() : Collections.unmodifiableSet(new TreeSet<>(devices));
    }

    /** One that is not there. */
    public static Subscriber none(String id) {
        return new Subscriber(id, 0, Map.of(), Set.of(), Set.of(), true);
    }

    /** Whether operators see it. */
    public boolean isThere() {
        return !removed;
    }

    /** What its devices keep of it. */
    public Subscription subscription() {
        return new Subscription(id, version, variables);
    }

    /** With other variables. */
    public Subscriber with(Map<String, Variable> next) {
        return new Subscriber(id, version, next, devices, unsettled, false);
    }

    /** With other devices. */
    public Subscriber with(Set<DeviceId> next) {
        return new Subscriber(id, version, variables, next, unsettled, false);
    }

    /** Without anything. */
    public Subscriber gone() {
        return new Subscriber(id, version, Map.of(), Set.of(), unsettled, true);
    }

    /** As another version, with some devices unsettled. */
    public Subscriber at(long newer, Set<DeviceId> open) {
        return new Subscriber(id, newer, variables, devices, open, removed);
    }
}
