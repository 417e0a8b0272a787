package org.reactiveacs.policy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Wildcard;

/**
 * Which devices and sessions a policy is meant for. What is left out (an empty list, null) does not matter.
 *
 * @param manufacturer any of these, {@code *} stands for any text
 * @param oui any of these
 * @param productClass any of these, {@code *} stands for any text
 * @param hardwareVersion within any of these ranges
 * @param softwareVersion within any of these ranges
 * @param tags all of these
 * @param withoutTags none of these
 * @param events any of these, in the session
 * @param changed any parameter of these was reported by this Inform with VALUE CHANGE; {@code *} stands for any text
 * @param firstContact whether it is the device's first session
 */
public record PolicyMatch(
        List<Wildcard> manufacturer,
        List<Wildcard> oui,
        List<Wildcard> productClass,
        List<VersionRange> hardwareVersion,
        List<VersionRange> softwareVersion,
        Set<String> tags,
        Set<String> withoutTags,
        Set<String> events,
        List<Wildcard> changed,
        @Nullable Boolean firstContact) {

    public static final PolicyMatch ANY = new PolicyMatch(
            List.of(), List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(), Set.of(), List.of(), null);

    public PolicyMatch {
        manufacturer = List.copyOf(manufacturer);
        oui = List.copyOf(oui);
        productClass = List.copyOf(productClass);
        hardwareVersion = List.copyOf(hardwareVersion);
        softwareVersion = List.copyOf(softwareVersion);
        tags = Set.copyOf(tags);
        withoutTags = Set.copyOf(withoutTags);
        events = Set.copyOf(events);
        changed = List.copyOf(changed);
    }

    /** Whether it is meant only for sessions of some kind, so that what it asks for once is asked for in each of them. */
    public boolean isOfSomeSessions() {
        return !events.isEmpty() || !changed.isEmpty() || firstContact != null;
    }
}
