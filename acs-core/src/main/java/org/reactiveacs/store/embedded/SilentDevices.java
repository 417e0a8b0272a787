package org.reactiveacs.store.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Silence;
import org.reactiveacs.store.record.TaskCodec;

/**
 * The devices that are silent, in the file and in the heap: a restart announces none of them again. Changed by the writer
 * alone, read by anyone.
 */
final class SilentDevices {

    private final MVMap<String, byte[]> file;
    private final Map<DeviceId, Silence> heap = new ConcurrentHashMap<>();
    private final AtomicIntegerArray counts = new AtomicIntegerArray(Partitions.COUNT);

    SilentDevices(MVMap<String, byte[]> file) {
        this.file = file;
        file.forEach((key, bytes) -> keep(Maps.device(key), TaskCodec.decodeRecord(bytes, Silence.class)));
    }

    private void keep(DeviceId device, Silence silence) {
        if (heap.put(device, silence) == null) {
            counts.incrementAndGet(Partitions.of(device));
        }
    }

    /** Null unless the device is silent. */
    @Nullable
    Silence get(DeviceId device) {
        return heap.get(device);
    }

    void put(DeviceId device, Silence silence) {
        file.put(Maps.key(device), TaskCodec.encodeRecord(silence));
        keep(device, silence);
    }

    void remove(DeviceId device) {
        if (heap.remove(device) != null) {
            counts.decrementAndGet(Partitions.of(device));
            file.remove(Maps.key(device));
        }
    }

    int count() {
        return heap.size();
    }

    int count(int partition) {
        return counts.get(partition);
    }
}
