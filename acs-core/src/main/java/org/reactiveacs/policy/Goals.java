package org.reactiveacs.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Wildcard;

/**
 * What a policy wants to hold.
 *
 * @param values by path; {@code *} in place of an instance stands for all that there are
 * @param objects instances that must be there, or must not
 * @param notifications the notification attribute (0 to 6) by path
 * @param freshness how old what was read of a subtree may be, by its path
 * @param firmware which must run, null for any
 * @param addTags tags to put on the device
 * @param removeTags tags to take off it
 * @param tasks what is to be done once
 * @param informed parameters that each Inform is to carry where the device can do that, as they are named here; {@link #WATCHED} for those
 *     that policies look at
 * @param optional which values and notifications are wanted only where the device has such a parameter, as they are named here
 */
public record Goals(
        Map<String, PolicyValue> values,
        List<WantedObject> objects,
        Map<String, Integer> notifications,
        Map<String, Duration> freshness,
        @Nullable WantedFirmware firmware,
        Set<String> addTags,
        Set<String> removeTags,
        List<PolicyTask> tasks,
        List<String> informed,
        List<Wildcard> optional) {

    /** All that the policies meant for the device look at. */
    public static final String WATCHED = "watched";

    public Goals {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        objects = List.copyOf(objects);
        notifications = Collections.unmodifiableMap(new LinkedHashMap<>(notifications));
        freshness = Collections.unmodifiableMap(new LinkedHashMap<>(freshness));
        addTags = Set.copyOf(addTags);
        removeTags = Set.copyOf(removeTags);
        tasks = List.copyOf(tasks);
        informed = List.copyOf(informed);
        optional = List.copyOf(optional);
    }

    /** Whether it is all the same if a device has no such parameter. */
    public boolean isOptional(String name) {
        return optional.stream().anyMatch(pattern -> pattern.matches(name));
    }

    public boolean isEmpty() {
        return values.isEmpty()
                && objects.isEmpty()
                && notifications.isEmpty()
                && freshness.isEmpty()
                && firmware == null
                && addTags.isEmpty()
                && removeTags.isEmpty()
                && tasks.isEmpty()
                && informed.isEmpty();
    }
}
