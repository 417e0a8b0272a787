package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.store.SessionKey;
import org.reactiveacs.store.StoredSession;

/** Sessions under way, in the heap: they end with the process. For the writer's thread alone, but for the count. */
final class OpenSessions {

    /**
     * A session.
     *
     * @param session the arrival's opening until its first commit
     * @param before what the device was before the arrival, null at first contact
     * @param deadline when it ends by itself
     */
    record Entry(
            SessionKey key,
            DeviceId device,
            long version,
            StoredSession session,
            @Nullable Earlier before,
            Instant deadline) {

        Entry next(long nextVersion, StoredSession next, Instant nextDeadline) {
            return new Entry(key, device, nextVersion, next, before, nextDeadline);
        }
    }

    private final List<Map<String, Entry>> byPartition = new ArrayList<>();
    private final Map<DeviceId, SessionKey> byDevice = new HashMap<>();
    private volatile int count;

    OpenSessions() {
        for (int i = 0; i < org.reactiveacs.cluster.Partitions.COUNT; i++) {
            byPartition.add(new HashMap<>());
        }
    }

    void put(Entry entry) {
        byPartition.get(entry.key().partition()).put(entry.key().token(), entry);
        byDevice.put(entry.device(), entry.key());
        count = byDevice.size();
    }

    void remove(Entry entry) {
        byPartition.get(entry.key().partition()).remove(entry.key().token());
        byDevice.remove(entry.device(), entry.key());
        count = byDevice.size();
    }

    @Nullable
    Entry get(SessionKey key) {
        return byPartition.get(key.partition()).get(key.token());
    }

    @Nullable
    Entry of(DeviceId device) {
        var key = byDevice.get(device);
        return key == null ? null : get(key);
    }

    List<Entry> expired(int partition, Instant now) {
        return byPartition.get(partition).values().stream()
                .filter(entry -> !now.isBefore(entry.deadline()))
                .toList();
    }

    int count() {
        return count;
    }
}
