package org.reactiveacs.device;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Registration.Variable;

/**
 * Whose a device is, with what is known of its subscriber: a copy that stands with the device, so that no session has to look for it.
 *
 * @param subscriber the subscriber's id
 * @param version of the subscriber that was copied: an older one never replaces a newer one
 * @param variables the subscriber's, by name
 */
public record Subscription(String subscriber, long version, Map<String, Variable> variables) {

    public Subscription(String subscriber, long version, @Nullable Map<String, Variable> variables) {
        this.subscriber = subscriber;
        this.version = version;
        this.variables = variables == null || variables.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new TreeMap<>(variables));
    }
}
