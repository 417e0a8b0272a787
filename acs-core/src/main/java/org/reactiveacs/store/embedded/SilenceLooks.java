package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;

/** When each device is looked at next for its silence, in the heap: at the start it is made from the heads. Thread-safe. */
final class SilenceLooks {

    private record Look(Instant at, DeviceId device) implements Comparable<Look> {
        @Override
        public int compareTo(Look other) {
            int order = at.compareTo(other.at);
            return order != 0 ? order : device.compareTo(other.device);
        }
    }

    private final List<NavigableSet<Look>> byPartition = new ArrayList<>();
    private final Map<DeviceId, Instant> next = new HashMap<>();

    SilenceLooks() {
        for (int i = 0; i < Partitions.COUNT; i++) {
            byPartition.add(new TreeSet<>());
        }
    }

    synchronized boolean has(DeviceId device) {
        return next.containsKey(device);
    }

    /** Looks at a device, at which perhaps nobody has looked so far. */
    synchronized void put(DeviceId device, Instant at) {
        remove(device);
        next.put(device, at);
        byPartition.get(Partitions.of(device)).add(new Look(at, device));
    }

    synchronized void remove(DeviceId device) {
        var at = next.remove(device);
        if (at != null) {
            byPartition.get(Partitions.of(device)).remove(new Look(at, device));
        }
    }

    /** Devices of a partition whose turn it is, those first that have waited longest. */
    synchronized List<DeviceId> due(int partition, Instant now, int limit) {
        return byPartition.get(partition).stream()
                .takeWhile(look -> !look.at().isAfter(now))
                .limit(limit)
                .map(Look::device)
                .toList();
    }
}
