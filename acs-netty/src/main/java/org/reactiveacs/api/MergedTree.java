package org.reactiveacs.api;

import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;

/** A device's parameters from both places in which they stand: its tree, and what its Informs reported since. */
final class MergedTree {
    private final NavigableMap<String, Parameter> nodes = new TreeMap<>();
    private final @Nullable Instant staleBefore;

    MergedTree(KnownDevice device, ParameterTree tree) {
        Device head = device.head();
        this.staleBefore = head == null ? null : head.standing().staleBefore();
        tree.all().forEach(parameter -> nodes.put(parameter.path(), parameter));
        if (head != null) {
            head.reported().values().forEach(reported -> nodes.merge(reported.path(), reported, MergedTree::newer));
        }
    }

    private static Parameter newer(Parameter stored, Parameter reported) {
        var storedAt = stored.readAt();
        var reportedAt = reported.readAt();
        boolean reportedWins = storedAt == null || reportedAt != null && reportedAt.isAfter(storedAt);
        var value = reportedWins ? reported : stored;
        return new Parameter(
                stored.path(),
                value.value(),
                value.type() == ParameterType.UNKNOWN ? stored.type() : value.type(),
                stored.writable() != null ? stored.writable() : reported.writable(),
                stored.attributes() != null ? stored.attributes() : reported.attributes(),
                value.readAt());
    }

    @Nullable
    Parameter get(String path) {
        return nodes.get(path);
    }

    /** The nodes behind {@code after}, in path order. */
    Collection<Parameter> after(@Nullable String after) {
        return after == null ? nodes.values() : nodes.tailMap(after, false).values();
    }

    /** Whether the value was read before the device was reset or changed its firmware. */
    boolean isStale(Parameter parameter) {
        var readAt = parameter.readAt();
        return staleBefore != null && readAt != null && readAt.isBefore(staleBefore);
    }
}
