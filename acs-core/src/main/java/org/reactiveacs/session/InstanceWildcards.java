package org.reactiveacs.session;

import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ModelTraits.Habit;
import org.reactiveacs.device.NaturalOrder;
import org.reactiveacs.device.Parameter;

/**
 * Whether a model takes {@code *} in the place of instances (TR-069 A6 §3.6.2), which is asked of one of its devices, and what is asked for
 * then: patterns as they are, or all that is below their objects.
 */
final class InstanceWildcards {

    private static final String SUPPORTED = "Device.ManagementServer.InstanceWildcardsSupported";
    private static final String MODEL_VERSION = "Device.RootDataModelVersion";
    /** The first data model that has the parameter: older devices are not asked for what they cannot know. */
    private static final String FIRST_VERSION = "2.12";

    private InstanceWildcards() {}

    /** What a device must be asked for before it is asked for these; null if nothing. */
    static @Nullable String question(List<String> reads, Device device, ModelTraits traits) {
        return reads.stream().anyMatch(InstancePattern::isOne) ? question(device, traits) : null;
    }

    /** As {@link #question(List, Device, ModelTraits)}, of a device of which it is not known what it will be asked for. */
    static @Nullable String question(Device device, ModelTraits traits) {
        var version = device.reported().get(MODEL_VERSION);
        boolean mayKnow =
                version != null && version.value() != null && NaturalOrder.compare(version.value(), FIRST_VERSION) >= 0;
        return mayKnow && traits.takesInstanceWildcards() == null ? SUPPORTED : null;
    }

    /** What is asked for: patterns only of models that say that they take them. */
    static List<String> asked(List<String> reads, ModelTraits traits) {
        if (Boolean.TRUE.equals(traits.takesInstanceWildcards())) {
            return reads;
        }
        var asked = new LinkedHashSet<String>();
        reads.forEach(path -> asked.add(InstancePattern.isOne(path) ? InstancePattern.scope(path) : path));
        return List.copyOf(asked);
    }

    /** What a value tells of the model. */
    static ModelTraits learned(ModelTraits traits, List<Parameter> told) {
        for (var parameter : told) {
            if (parameter.path().equals(SUPPORTED) && traits.takesInstanceWildcards() == null) {
                return traits.with(isYes(parameter) ? Habit.SAYS_INSTANCE_WILDCARDS : Habit.NO_INSTANCE_WILDCARDS);
            }
        }
        return traits;
    }

    /** The device was asked, if it may know, and did not tell. */
    static ModelTraits untold(Device device, ModelTraits traits) {
        return question(device, traits) != null ? traits.with(Habit.NO_INSTANCE_WILDCARDS) : traits;
    }

    /** A device that was read by patterns before takes them under other firmware, too: a guess, which a refusal puts right. */
    static ModelTraits guessed(ModelTraits traits, Compliance compliance) {
        boolean isLikely = traits.takesInstanceWildcards() == null
                && compliance.read().keySet().stream().anyMatch(InstancePattern::isOne);
        return isLikely ? traits.with(Habit.SAYS_INSTANCE_WILDCARDS) : traits;
    }

    private static boolean isYes(Parameter told) {
        return "1".equals(told.value()) || "true".equalsIgnoreCase(told.value());
    }
}
