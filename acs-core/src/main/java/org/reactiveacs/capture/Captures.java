package org.reactiveacs.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/**
 * What was ordered to be captured, which is in the audit trail, and what was, encrypted. One order a device. Thread-safe; errors come as
 * {@link org.reactiveacs.store.StoreException}.
 */
public final class Captures {
    private static final String SHELF = "capture";

    private final Library library;
    private final Documents documents;

    public Captures(Store store) {
        this.library = store.library();
        this.documents = store.sealedDocuments();
    }

    /**
     * An order as it stands.
     *
     * @param version of it, by which it is changed
     */
    public record Standing(long version, CaptureOrder order) {}

    private static String messages(DeviceId device) {
        return "captured " + device.toString();
    }

    private static Standing standing(Library.Entry entry) {
        return new Standing(entry.version(), TaskCodec.decodeRecord(entry.record(), CaptureOrder.class));
    }

    /** Grows with each order. */
    public Mono<Long> state() {
        return library.state(SHELF);
    }

    /** All orders, those that have ended but are not forgotten among them. */
    public Mono<List<Standing>> all() {
        return library.all(SHELF).map(entries -> {
            List<Standing> all = new ArrayList<>();
            entries.values().forEach(entry -> all.add(standing(entry)));
            return all;
        });
    }

    /** The order for a device, empty when there is none. */
    public Mono<Standing> find(DeviceId device) {
        return library.get(SHELF, device.toString()).map(Captures::standing);
    }

    /**
     * Orders that a device be captured, in the place of what was ordered before.
     *
     * @param expected version of the order before, 0 if there is none
     * @return its version, 0 if another one was written meanwhile
     */
    public Mono<Long> order(CaptureOrder order, long expected, Write write) {
        return library.edit(new Library.Edit(
                SHELF,
                order.device().toString(),
                expected,
                TaskCodec.encodeRecord(order),
                write,
                "until " + order.until()));
    }

    /** Ends an order and forgets what was captured; the answer is as for {@link #order}. */
    public Mono<Long> forget(Standing standing, Write write) {
        var device = standing.order().device();
        return library.edit(new Library.Edit(SHELF, device.toString(), standing.version(), null, write, "forgotten"))
                .flatMap(version ->
                        version == 0 ? Mono.just(version) : clear(device).thenReturn(version));
    }

    /** What was captured of a device, by names in the order of time. */
    public Mono<Map<String, CapturedMessage>> messages(DeviceId device, String after) {
        return documents.all(messages(device)).map(records -> {
            Map<String, CapturedMessage> messages = new TreeMap<>();
            records.forEach((name, record) -> {
                if (name.compareTo(after) > 0) {
                    messages.put(name, TaskCodec.decodeRecord(record, CapturedMessage.class));
                }
            });
            return messages;
        });
    }

    /** Keeps some messages, by names that no other has and that sort by time. */
    public Mono<Void> keep(DeviceId device, Map<String, CapturedMessage> captured) {
        Map<String, byte[]> records = new TreeMap<>();
        captured.forEach((name, message) -> records.put(name, TaskCodec.encodeRecord(message)));
        return documents.putAll(messages(device), records);
    }

    /** Forgets all messages of a device. */
    public Mono<Void> clear(DeviceId device) {
        return documents.removeAll(messages(device));
    }

    /** Forgets one message. */
    public Mono<Void> drop(DeviceId device, String name) {
        return documents.remove(messages(device), name);
    }
}
