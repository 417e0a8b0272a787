package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Settled;

/** What searches look at first, in the heap, for every device. Changed by the writer alone, read by anyone. */
final class FleetIndex {

    /**
     * The indexed fields of a device.
     *
     * @param lastInform null when it never called
     * @param subscriber empty when it is nobody's
     */
    record Entry(
            DeviceId id,
            Identity identity,
            String software,
            String hardware,
            String peer,
            @Nullable Instant lastInform,
            List<String> macs,
            Set<String> tags,
            String subscriber,
            Settled.State policies) {}

    private final IdentityScheme scheme;
    private final ConcurrentNavigableMap<DeviceId, Entry> entries = new ConcurrentSkipListMap<>();

    /** The same by partition: work in the background takes one after the other. */
    private final List<ConcurrentNavigableMap<DeviceId, Entry>> partitions = Stream.generate(
                    () -> (ConcurrentNavigableMap<DeviceId, Entry>) new ConcurrentSkipListMap<DeviceId, Entry>())
            .limit(Partitions.COUNT)
            .toList();

    private final PolicyCounts policies = new PolicyCounts();

    FleetIndex(IdentityScheme scheme) {
        this.scheme = scheme;
    }

    void put(DeviceId id, @Nullable Device head, Registration registration) {
        var entry = entry(id, head, registration);
        int partition = Partitions.of(id);
        policies.moved(partition, entries.put(id, entry), entry);
        partitions.get(partition).put(id, entry);
    }

    private Entry entry(DeviceId id, @Nullable Device head, Registration registration) {
        var tags = registration.tags();
        var subscriber = registration.subscriber();
        return head == null
                ? new Entry(id, identity(id), "", "", "", null, List.of(), tags, subscriber, Settled.State.NONE)
                : new Entry(
                        id,
                        head.identity(),
                        head.softwareVersion(),
                        head.hardwareVersion(),
                        head.contact().peer(),
                        head.contact().last(),
                        head.macs(),
                        tags,
                        subscriber,
                        head.standing().settled().state());
    }

    /** Whether two heads of a device have one entry: what a session changes at its end is not indexed. */
    @SuppressWarnings("ReferenceEquality") // Parts that were not touched are the very same; a doubt costs only time.
    static boolean isSame(Device one, Device other) {
        return one.identity() == other.identity()
                && one.contact() == other.contact()
                && one.reported() == other.reported()
                && one.macs() == other.macs()
                && one.standing().settled().state()
                        == other.standing().settled().state();
    }

    private Identity identity(DeviceId id) {
        return id.identity(scheme);
    }

    void remove(DeviceId id) {
        int partition = Partitions.of(id);
        policies.moved(partition, entries.remove(id), null);
        partitions.get(partition).remove(id);
    }

    @Nullable
    Entry get(DeviceId id) {
        return entries.get(id);
    }

    ConcurrentNavigableMap<DeviceId, Entry> all() {
        return entries;
    }

    /** The devices of one partition. */
    ConcurrentNavigableMap<DeviceId, Entry> all(int partition) {
        return partitions.get(partition);
    }

    PolicyCounts policies() {
        return policies;
    }
}
