package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Subscriber;
import org.reactiveacs.store.SubscriberStore;
import org.reactiveacs.store.record.LibraryRecord;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** Subscribers of the embedded store. */
final class EmbeddedSubscribers implements SubscriberStore {

    private final UnitWriter writer;
    private final Maps maps;
    private final Ledger ledger;
    private final Readers readers;

    EmbeddedSubscribers(UnitWriter writer, Maps maps, Ledger ledger, Readers readers) {
        this.writer = writer;
        this.maps = maps;
        this.ledger = ledger;
        this.readers = readers;
    }

    private @Nullable LibraryRecord record(String id) {
        var record = maps.subscribers.get(id);
        return record == null ? null : LibraryRecord.decode(record);
    }

    private @Nullable Subscriber subscriber(String id) {
        var record = record(id);
        return record == null ? null : TaskCodec.decodeRecord(record.body(), Subscriber.class);
    }

    @Override
    public Mono<Subscriber> get(String id) {
        return readers.read(() -> subscriber(id));
    }

    @Override
    public Mono<List<Subscriber>> list(String prefix, @Nullable String after, int limit) {
        return readers.read(() -> {
            boolean goesOn = after != null && after.compareTo(prefix) >= 0;
            // The least key after another is the same with the least character behind it.
            var keys = maps.subscribers.keys(prefix, goesOn ? after + '\0' : prefix, limit);
            List<Subscriber> some = new ArrayList<>(keys.size());
            for (var key : keys) {
                var subscriber = subscriber(key);
                if (subscriber != null) {
                    some.add(subscriber);
                }
            }
            return some;
        });
    }

    @Override
    public Mono<Boolean> edit(Edit edit) {
        return writer.submit(plan -> {
            plan.durable();
            var before = record(edit.id());
            var next = edit.next();
            var operation = edit.write().operation();
            boolean isRepeated = next == null
                    ? before == null
                    : before != null
                            && before.version() == next.version()
                            && before.operation().equals(operation);
            if (isRepeated) {
                return true;
            }
            if ((before == null ? 0 : before.version()) != edit.expected()) {
                return false;
            }
            if (next == null) {
                plan.add(() -> maps.subscribers.remove(edit.id()));
            } else {
                var record = new LibraryRecord(next.version(), operation, TaskCodec.encodeRecord(next)).encode();
                plan.add(() -> maps.subscribers.put(edit.id(), record));
            }
            if (edit.detail() != null) {
                ledger.audit(edit.write(), AUDITED, null, edit.detail(), plan);
            }
            return true;
        });
    }
}
