package org.reactiveacs.policy.desired;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.InstancePattern;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.policy.alias.Aliases;

/** What is known of a device's parameters: what was read, and what its Informs told since. */
final class Known {

    private final Device device;
    private final ParameterTree tree;
    private final Aliases aliases;

    Known(Device device, ParameterTree tree, Aliases aliases) {
        this.device = device;
        this.tree = tree;
        this.aliases = aliases;
    }

    /** The newer of what was read and what was reported; null where neither is. */
    @Nullable
    Parameter at(String path) {
        var read = tree.get(path);
        var reported = device.reported().get(path);
        if (read == null || reported == null) {
            return read == null ? reported : read;
        }
        var since = read.readAt();
        var told = reported.readAt();
        return since != null && (told == null || since.isAfter(told)) ? read : reported;
    }

    /** As {@link #at}, if it may be believed. */
    @Nullable
    Parameter fresh(String path) {
        var parameter = at(path);
        return parameter != null && parameter.value() != null && isAfter(parameter.readAt(), staleBefore())
                ? parameter
                : null;
    }

    @Nullable
    Instant staleBefore() {
        return device.standing().staleBefore();
    }

    /** Whether something of then still counts. */
    static boolean isAfter(@Nullable Instant then, @Nullable Instant staleBefore) {
        return staleBefore == null || then != null && !then.isBefore(staleBefore);
    }

    /**
     * The instances of an object that a reading showed.
     *
     * @param since when it was read
     */
    List<String> instances(String object, Instant since) {
        var there = new ArrayList<String>();
        for (var name : tree.instances(object)) {
            boolean seen = tree.under(object + name + ".").stream()
                    .anyMatch(parameter ->
                            parameter.readAt() != null && !parameter.readAt().isBefore(since));
            if (seen) {
                there.add(name);
            }
        }
        return there;
    }

    /** The parameters that a path with {@code *} for instances stands for, of those that a reading showed. */
    List<String> expanded(String pattern, Instant since) {
        var form = new InstancePattern(pattern);
        return tree.under(InstancePattern.scope(pattern)).stream()
                .filter(parameter ->
                        parameter.readAt() != null && !parameter.readAt().isBefore(since))
                .map(Parameter::path)
                .filter(form::covers)
                .toList();
    }

    /** The values, for expressions. */
    Map<String, String> values() {
        return new AbstractMap<>() {
            @Override
            public boolean containsKey(@Nullable Object key) {
                return get(key) != null;
            }

            @Override
            public @Nullable String get(@Nullable Object key) {
                var path = key instanceof String name ? aliases.path(name, device) : null;
                var parameter = path == null ? null : at(path);
                return parameter == null ? null : parameter.value();
            }

            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                var all = new TreeMap<String, String>();
                Stream.concat(tree.all().stream(), device.reported().values().stream())
                        .map(Parameter::path)
                        .forEach(path -> {
                            var value = get(path);
                            if (value != null) {
                                all.put(path, value);
                            }
                        });
                return all.entrySet();
            }
        };
    }
}
