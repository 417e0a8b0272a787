package org.reactiveacs.store.embedded;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Outbox;
import reactor.core.publisher.Mono;

/** The outbox of the embedded store. */
final class EmbeddedOutbox implements Outbox {
    private final UnitWriter writer;
    private final Ledger ledger;
    private final Readers readers;

    EmbeddedOutbox(UnitWriter writer, Ledger ledger, Readers readers) {
        this.writer = writer;
        this.ledger = ledger;
        this.readers = readers;
    }

    @Override
    public Mono<Map<Integer, Long>> newest(Collection<Integer> partitions) {
        return readers.read(() -> ledger.newestEvents(partitions));
    }

    @Override
    public Mono<Void> append(DomainEvent event) {
        return writer.submit(plan -> {
            ledger.append(List.of(event), plan);
            return null;
        });
    }

    @Override
    public Mono<Slice> read(int partition, long after, int limit) {
        return readers.read(() -> ledger.events(partition, after, limit));
    }
}
