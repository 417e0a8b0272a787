package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;

/**
 * What is written beside every change: events, the audit trail, and the results of operations for their repeats. Events
 * and audit entries are numbered; the newest are kept.
 */
final class Ledger {

    /** Events kept a partition. */
    static final int EVENTS_KEPT = 4096;

    /** Audit entries kept. */
    static final int AUDIT_KEPT = 1_000_000;

    /** Operations whose results are remembered, in the heap: a repeat comes at once or not at all. */
    private static final int OPERATIONS = 1024;

    private final Maps maps;
    private final long[] lastEvent = new long[Partitions.COUNT];
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
            var last = maps.outbox.lowerKey(eventKey(partition + 1, 0));
            lastEvent[partition] = last == null || Integer.parseInt(last, 0, 3, 16) != partition ? 0 : number(last, 3);
        }
        var last = maps.audit.lastKey();
        lastAudit = last == null ? 0 : number(last, 0);
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
                if (number > EVENTS_KEPT) {
                    maps.outbox.remove(eventKey(partition, number - EVENTS_KEPT));
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

    List<Store.Recorded> events(int partition, long after, int limit) {
        var events = new ArrayList<Store.Recorded>();
        for (var cursor = maps.outbox.cursor(eventKey(partition, after + 1));
                cursor.hasNext() && events.size() < limit; ) {
            var key = cursor.next();
            if (Integer.parseInt(key, 0, 3, 16) != partition) {
                break;
            }
            events.add(
                    new Store.Recorded(number(key, 3), TaskCodec.decodeRecord(cursor.getValue(), DomainEvent.class)));
        }
        return events;
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
