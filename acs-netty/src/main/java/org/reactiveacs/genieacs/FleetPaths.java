package org.reactiveacs.genieacs;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the fleet has at paths that presets name: GenieACS writes objects without the dot at their end, so devices must show which are objects, and passes over devices
 * that have none.
 */
final class FleetPaths {

    private enum Kind {
        OBJECT,
        PARAMETER,
        BOTH
    }

    private final Set<String> paths;
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Map<String, Long> without = new HashMap<>();

    FleetPaths(Set<String> paths) {
        this.paths = Set.copyOf(paths);
    }

    /** Looks at a device. */
    void see(GenieDevice device) {
        for (var path : paths) {
            var node = device.find(path);
            if (node == null) {
                without.merge(path, 1L, Long::sum);
            } else {
                kinds.merge(
                        path,
                        node.isObject() ? Kind.OBJECT : Kind.PARAMETER,
                        (one, other) -> one == other ? one : Kind.BOTH);
            }
        }
    }

    /**
     * The path as we write it.
     *
     * @throws Untranslatable if no device has it, or some as an object and some as a parameter
     */
    String written(String path) {
        var kind = kinds.get(path);
        if (kind == null) {
            throw new Untranslatable("no device has " + path + ", so whether it is an object does not show");
        }
        return switch (kind) {
            case OBJECT -> path + ".";
            case PARAMETER -> path;
            case BOTH -> throw new Untranslatable(path + " is an object at some devices and a parameter at others");
        };
    }

    /**
     * Throws if not all devices have an object there.
     *
     * @throws Untranslatable if a policy would have it made at devices that GenieACS passes over
     */
    void checkTable(String path) {
        if (kinds.get(path) != Kind.OBJECT) {
            throw new Untranslatable("no device has the table " + path + ", or some have a parameter there");
        }
        long lacking = without.getOrDefault(path, 0L);
        if (lacking > 0) {
            throw new Untranslatable("it adds to " + path + ", which " + DeviceWriter.number(lacking)
                    + " devices do not have: GenieACS passes over them, and a policy is in conflict");
        }
    }
}
