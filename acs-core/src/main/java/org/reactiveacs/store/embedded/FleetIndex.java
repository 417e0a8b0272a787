package org.reactiveacs.store.embedded;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
            Settled.State policies) {

        Entry at(@Nullable Instant inform) {
            return new Entry(id, identity, software, hardware, peer, inform, macs, tags, subscriber, policies);
        }
    }

    /**
     * Where a device stands in the index. Almost every session changes when it called last, which is a number here: were it an object, the
     * collector would look through all places for new ones.
     */
    private static final class Place {
        private static final long NEVER = Long.MIN_VALUE;

        private final int partition;
        private volatile Entry entry;
        private volatile long lastInform;

        Place(int partition, Entry entry) {
            this.partition = partition;
            this.entry = entry;
            this.lastInform = millis(entry);
        }

        private static long millis(Entry entry) {
            return entry.lastInform() == null ? NEVER : entry.lastInform().toEpochMilli();
        }

        void put(Entry next) {
            entry = next;
            lastInform = millis(next);
        }

        Entry entry() {
            var known = entry;
            long at = lastInform;
            return at == millis(known) ? known : known.at(at == NEVER ? null : Instant.ofEpochMilli(at));
        }
    }

    private final IdentityScheme scheme;
    private final Map<DeviceId, Place> places = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<DeviceId, Place> inOrder = new ConcurrentSkipListMap<>();

    /** The same by partition: work in the background takes one after the other. */
    private final List<ConcurrentNavigableMap<DeviceId, Place>> partitions = Stream.generate(
                    () -> (ConcurrentNavigableMap<DeviceId, Place>) new ConcurrentSkipListMap<DeviceId, Place>())
            .limit(Partitions.COUNT)
            .toList();

    private final FleetCounts counts = new FleetCounts();

    FleetIndex(IdentityScheme scheme) {
        this.scheme = scheme;
    }

    void put(DeviceId id, @Nullable Device head, Registration registration) {
        put(id, entry(id, head, registration));
    }

    void put(DeviceId id, Entry entry) {
        var place = places.get(id);
        if (place != null) {
            counts.moved(place.partition, place.entry, entry);
            place.put(entry);
            return;
        }
        int partition = Partitions.of(id);
        var made = new Place(partition, entry);
        places.put(id, made);
        inOrder.put(id, made);
        partitions.get(partition).put(id, made);
        counts.moved(partition, null, entry);
    }

    /**
     * What is known of a device.
     *
     * @throws IllegalArgumentException if it never called, and no device can have its id
     */
    Entry entry(DeviceId id, @Nullable Device head, Registration registration) {
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

    /**
     * A head is written: what stands here of the device is put right. Most Informs change nothing of it but the time, and the ends of
     * sessions not even that.
     *
     * @param before the head as it was, null if there was none, or if that is not known
     */
    @SuppressWarnings("ReferenceEquality") // What was not touched is the very same; a doubt costs only time.
    void written(@Nullable Device before, Device head, Registration registration) {
        var place = places.get(head.id());
        if (place == null || before == null || !isSame(before, head)) {
            put(head.id(), head, registration);
        } else if (before.contact() != head.contact()) {
            place.lastInform = head.contact().last().toEpochMilli();
        }
    }

    /** Whether two heads of a device have one entry, but for the time. */
    @SuppressWarnings("ReferenceEquality") // What was not touched is the very same, and needs no comparison.
    private static boolean isSame(Device one, Device other) {
        return one.standing().settled().state() == other.standing().settled().state()
                && one.contact().peer().equals(other.contact().peer())
                && (one.identity() == other.identity() || one.identity().equals(other.identity()))
                && (one.macs() == other.macs() || one.macs().equals(other.macs()))
                && (one.reported() == other.reported()
                        || one.softwareVersion().equals(other.softwareVersion())
                                && one.hardwareVersion().equals(other.hardwareVersion()));
    }

    private Identity identity(DeviceId id) {
        return id.identity(scheme);
    }

    void remove(DeviceId id) {
        var place = places.remove(id);
        if (place != null) {
            inOrder.remove(id);
            partitions.get(place.partition).remove(id);
            counts.moved(place.partition, place.entry(), null);
        }
    }

    @Nullable
    Entry get(DeviceId id) {
        var place = places.get(id);
        return place == null ? null : place.entry();
    }

    int size() {
        return places.size();
    }

    /** All devices, in no order. */
    Stream<Entry> all() {
        return places.values().stream().map(Place::entry);
    }

    /**
     * Devices in the order of their ids.
     *
     * @param partition null for all
     * @param after where to go on, null for the beginning
     */
    Iterable<Entry> inOrder(@Nullable Integer partition, @Nullable DeviceId after) {
        var devices = partition == null ? inOrder : partitions.get(partition);
        var rest = after == null ? devices : devices.tailMap(after, false);
        return () -> rest.values().stream().map(Place::entry).iterator();
    }

    FleetCounts counts() {
        return counts;
    }
}
