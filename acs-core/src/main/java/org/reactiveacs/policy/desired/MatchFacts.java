package org.reactiveacs.policy.desired;

import java.util.HashSet;
import java.util.Set;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Registration;
import org.reactiveacs.policy.PolicyMatch;

/** What decides which policies are meant for a session, as far as many devices have it in common. */
record MatchFacts(
        String manufacturer,
        String oui,
        String productClass,
        String hardwareVersion,
        String softwareVersion,
        Set<String> tags,
        Set<String> events,
        boolean firstContact) {

    /**
     * Those of a device's session.
     *
     * @param tags which any policy asks for
     * @param events which any policy asks for
     */
    static MatchFacts of(Device device, Registration registration, Set<String> tags, Set<String> events) {
        var identity = device.identity();
        var contact = device.contact();
        return new MatchFacts(
                identity.manufacturer(),
                identity.oui(),
                identity.productClass(),
                device.hardwareVersion(),
                device.softwareVersion(),
                those(tags, registration.tags()),
                those(events, contact.events()),
                contact.first().equals(contact.last()));
    }

    private static Set<String> those(Set<String> asked, java.util.Collection<String> there) {
        Set<String> both = Set.of();
        for (var one : there) {
            if (asked.contains(one)) {
                if (both.isEmpty()) {
                    both = new HashSet<>();
                }
                both.add(one);
            }
        }
        return both;
    }

    boolean fit(PolicyMatch match) {
        return any(match.manufacturer(), manufacturer)
                && any(match.oui(), oui)
                && any(match.productClass(), productClass)
                && within(match.hardwareVersion(), hardwareVersion)
                && within(match.softwareVersion(), softwareVersion)
                && tags.containsAll(match.tags())
                && match.withoutTags().stream().noneMatch(tags::contains)
                && (match.events().isEmpty() || match.events().stream().anyMatch(events::contains))
                && (match.firstContact() == null || match.firstContact() == firstContact);
    }

    private static boolean any(java.util.List<org.reactiveacs.device.Wildcard> patterns, String text) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }

    private static boolean within(java.util.List<org.reactiveacs.policy.VersionRange> ranges, String version) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(version));
    }
}
