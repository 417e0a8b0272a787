package org.reactiveacs.policy.desired;

import java.util.List;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.policy.PolicyMatch;

/** What an Inform with VALUE CHANGE reported. */
final class Changed {

    private static final String VALUE_CHANGE = "4 VALUE CHANGE";

    private Changed() {}

    /** The paths that the last Inform told with VALUE CHANGE; forced parameters are among them. */
    static List<String> paths(Device device) {
        return device.contact().events().contains(VALUE_CHANGE)
                ? device.reported().values().stream()
                        .filter(parameter -> device.contact().last().equals(parameter.readAt()))
                        .map(Parameter::path)
                        .sorted()
                        .toList()
                : List.of();
    }

    /** Whether the last Inform reported what the policy asks for. */
    static boolean meets(PolicyMatch match, Device device) {
        return match.changed().isEmpty()
                || paths(device).stream()
                        .anyMatch(path -> match.changed().stream().anyMatch(pattern -> pattern.matches(path)));
    }
}
