package org.reactiveacs.policy.desired;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Parameter;

/**
 * Instances that a path names by their {@code Alias} in brackets (TR-069 A6 §3.6.1), as in {@code Device.IP.Interface.[wan].Enable}: found by
 * that parameter, so devices need not address by alias themselves.
 */
final class AliasedInstances {

    private static final String OPEN = ".[";

    private final Planning planning;

    AliasedInstances(Planning planning) {
        this.planning = planning;
    }

    /**
     * What came of a path.
     *
     * @param path as the device is asked for it; null if it is not known
     * @param missing the instance that the device has not, null if all are there or are still to be read
     */
    record Found(@Nullable String path, @Nullable String missing) {}

    static boolean isIn(String path) {
        return path.contains(OPEN);
    }

    /**
     * The path as the device has it; what is not known yet is read, and the parameter itself with it.
     *
     * @param optional whether the device need not have the parameter
     */
    Found in(String path, boolean optional) {
        if (!AliasedPath.isWhole(path)) {
            return new Found(null, path);
        }
        var readAt = planning.readAt(AliasedPath.patterns(path, optional));
        if (readAt == null) {
            return new Found(null, null);
        }
        var rest = path;
        for (int at = rest.indexOf(OPEN); at >= 0; at = rest.indexOf(OPEN, at + 1)) {
            var table = rest.substring(0, at + 1);
            int end = rest.indexOf(']', at);
            var instance =
                    instance(table, rest.substring(at + OPEN.length(), end), planning.known.instances(table, readAt));
            if (instance == null) {
                return new Found(null, rest.substring(0, end + 1));
            }
            rest = table + instance + rest.substring(end + 1);
        }
        return new Found(rest, null);
    }

    private @Nullable String instance(String table, String alias, List<String> instances) {
        for (var instance : instances) {
            if (instance.equals("[" + alias + "]")) {
                return instance; // The device itself addresses by alias.
            }
            Parameter parameter = planning.known.at(table + instance + ".Alias");
            if (parameter != null && alias.equals(parameter.value())) {
                return instance;
            }
        }
        return null;
    }
}
