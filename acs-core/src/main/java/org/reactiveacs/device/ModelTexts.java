package org.reactiveacs.device;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts that all devices of a model tell alike: who made them, and some values that every Inform carries (TR-098 and TR-181, forced
 * Inform parameters). Sessions of many devices hold one text instead of one each. Values that may be a device's own are not kept.
 *
 * <p>Threads share the table without locks. One that sees an older entry than another keeps the text that it was given.
 */
public final class ModelTexts {
    private static final int ENTRIES = 1 << 10;
    private static final int LONGEST = 512;
    private static final @Nullable String[] TABLE = new String[ENTRIES];

    private static final Set<String> PATHS = paths(
            "DeviceSummary",
            "RootDataModelVersion",
            "DeviceInfo.SpecVersion",
            "DeviceInfo.HardwareVersion",
            "DeviceInfo.SoftwareVersion",
            "DeviceInfo.ProvisioningCode");

    private ModelTexts() {}

    private static Set<String> paths(String... belowRoot) {
        Set<String> paths = new HashSet<>();
        for (var model : DataModel.values()) {
            List.of(belowRoot).forEach(below -> paths.add(model.root() + below));
        }
        return Set.copyOf(paths);
    }

    /** A value of a parameter, as another device told it before if it is one that they tell alike. */
    public static String value(String path, String value) {
        return PATHS.contains(path) ? shared(value) : value;
    }

    /** A text, as another device told it before. */
    public static String shared(String text) {
        if (text.length() > LONGEST) {
            return text;
        }
        int hash = text.hashCode();
        int entry = (hash ^ hash >>> 16) & ENTRIES - 1;
        String known = TABLE[entry];
        if (text.equals(known)) {
            return known;
        }
        TABLE[entry] = text;
        return text;
    }
}
