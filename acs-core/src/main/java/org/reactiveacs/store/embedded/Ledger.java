package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;

/**
 * What is written beside every change: events, the audit trail, and the results of operations for their repeats. Events
 * and audit entries are numbered; the newest are kept.
 */
final class Ledger {

    /** Audit entries kept. */
    static final int AUDIT_KEPT = 1_000_000;

    /** Operations whose results are remembered, in the heap: a repeat comes at once or not at all. */
    private static final int OPERATIONS = 1024;

    private final Maps maps;
    private final long[] lastEvent = new long[Partitions.COUNT];
    private final int[] eventsKept = new int[Partitions.COUNT];
    private long lastAudit;

    private final Map<String, Object> results = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
            return size() > OPERATIONS;
        }
    };

    Ledger(Maps maps) {
        this.maps = maps;
        for (int partition = 0; partition < Partitions.COUNT; partition++) {
            // A crash may have taken back events that somebody has read: no other gets their numbers. More than
            // are kept need not be left out.
            long newest = newestEvent(partition);
            lastEvent[partition] = newest == 0 ? 0 : newest + Outbox.KEPT;
            eventsKept[partition] = (int) (place(eventKey(partition + 1, 0)) - place(eventKey(partition, 0)));
        }
        var last = maps.audit.lastKey();
        lastAudit = last == null ? 0 : number(last, 0);
    }

    /** How many keys come before one that is not there. */
    private long place(String key) {
        return -maps.outbox.getKeyIndex(key) - 1;
    }

    private long newestEvent(int partition) {
        var newest = maps.outbox.lowerKey(eventKey(partition + 1, 0));
        return newest == null || partitionOf(newest) != partition ? 0 : number(newest, 3);
    }

    private static int partitionOf(String key) {
        return Integer.parseInt(key, 0, 3, 16);
    }

    @Nullable
    Object resultOf(String operation) {
        return results.get(operation);
    }

    void remember(String operation, Object result, UnitWriter.Plan plan) {
        plan.add(() -> results.put(operation, result));
    }

    void append(List<DomainEvent> events, UnitWriter.Plan plan) {
        for (var event : events) {
            var record = TaskCodec.encodeRecord(event);
            int partition = Partitions.of(event.device());
            plan.add(() -> {
                long number = ++lastEvent[partition];
                maps.outbox.put(eventKey(partition, number), record);
                if (++eventsKept[partition] > Outbox.KEPT) {
                    maps.outbox.remove(maps.outbox.higherKey(eventKey(partition, 0)));
                    eventsKept[partition]--;
                }
            });
        }
    }

    void audit(Write write, String what, @Nullable DeviceId device, String detail, UnitWriter.Plan plan) {
        plan.add(() -> {
            long number = ++lastAudit;
            maps.audit.put(
                    hex(number, 16),
                    TaskCodec.encodeRecord(new Store.AuditEntry(
                            number, write.at(), write.actor().name(), what, device, detail)));
            if (number > AUDIT_KEPT) {
                maps.audit.remove(hex(number - AUDIT_KEPT, 16));
            }
        });
    }

    Map<Integer, Long> newestEvents(Collection<Integer> partitions) {
        var newest = new HashMap<Integer, Long>();
        partitions.forEach(partition -> newest.put(partition, newestEvent(partition)));
        return newest;
    }

    /** The newest number is read first: an event that comes meanwhile may be among those given, and is never left out. */
    Outbox.Slice events(int partition, long after, int limit) {
        var events = new ArrayList<Store.Recorded>();
        long newest = newestEvent(partition);
        var oldest = maps.outbox.higherKey(eventKey(partition, 0));
        for (var cursor = maps.outbox.cursor(eventKey(partition, after + 1));
                cursor.hasNext() && events.size() < limit; ) {
            var key = cursor.next();
            if (partitionOf(key) != partition) {
                break;
            }
            events.add(
                    new Store.Recorded(number(key, 3), TaskCodec.decodeRecord(cursor.getValue(), DomainEvent.class)));
        }
        boolean none = oldest == null || partitionOf(oldest) != partition;
        return new Outbox.Slice(none ? newest + 1 : number(oldest, 3), newest, events);
    }

    List<Store.AuditEntry> audit(long after, int limit) {
        return read(maps.audit, hex(after + 1, 16), limit);
    }

    private static List<Store.AuditEntry> read(MVMap<String, byte[]> map, String from, int limit) {
        var entries = new ArrayList<Store.AuditEntry>();
        for (var cursor = map.cursor(from); cursor.hasNext() && entries.size() < limit; ) {
            cursor.next();
            entries.add(TaskCodec.decodeRecord(cursor.getValue(), Store.AuditEntry.class));
        }
        return entries;
    }

    private static String eventKey(int partition, long number) {
        return hex(partition, 3) + hex(number, 13);
    }

    private static long number(String key, int from) {
        return Long.parseLong(key, from, key.length(), 16);
    }

    private static String hex(long number, int digits) {
        var hex = Long.toHexString(number);
        return "0".repeat(Math.max(0, digits - hex.length())) + hex;
    }
}
