package org.reactiveacs.anomaly;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.Library;
import org.reactiveacs.store.Outbox;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The anomalies that are open, each a small document with those of its device's partition, and who has taken note of them, which is in the
 * audit trail. Any node may raise one, and the event is told before it is kept, so that it may be told twice but not never. Thread-safe;
 * errors come as {@link org.reactiveacs.store.StoreException}.
 */
public final class Anomalies {

    /** Open anomalies of a kind that a partition keeps, some sixteen thousand in all: no fault of a whole fleet fills the store. */
    public static final int MOST = 64;

    private static final String SHELF = "anomaly";
    private static final int AT_ONCE = 16;

    private final Documents documents;
    private final Library library;
    private final Outbox outbox;

    public Anomalies(Store store) {
        this.documents = store.documents();
        this.library = store.library();
        this.outbox = store.outbox();
    }

    /** What became of an anomaly that was noticed. */
    public enum Raised {
        /** It is open now. */
        NEW,
        /** It was open before, and has been seen again. */
        STANDING,
        /** There are {@link #MOST} of its kind. */
        BEYOND
    }

    private static String group(int partition) {
        return "anomalies " + partition;
    }

    private static int partition(Anomaly anomaly) {
        return Partitions.of(anomaly.subject());
    }

    /** Those of a partition by id. The fleet's are among those of a partition that is always the same. */
    public Mono<Map<String, Anomaly>> of(int partition) {
        return documents.all(group(partition)).map(records -> {
            Map<String, Anomaly> all = new HashMap<>();
            records.forEach((id, record) -> all.put(id, TaskCodec.decodeRecord(record, Anomaly.class)));
            return all;
        });
    }

    /** Those of a device, in the order of their kinds. */
    public Mono<List<Anomaly>> of(DeviceId device) {
        return of(Partitions.of(device))
                .map(all -> all.values().stream()
                        .filter(anomaly -> anomaly.subject().equals(device))
                        .sorted(Comparator.comparing(Anomaly::kind))
                        .toList());
    }

    /** All, in the order of their ids. */
    public Mono<List<Anomaly>> all() {
        return Flux.range(0, Partitions.COUNT)
                .flatMap(partition -> of(partition), AT_ONCE)
                .collect(ArrayList<Anomaly>::new, (all, some) -> all.addAll(some.values()))
                .map(all -> {
                    all.sort(Comparator.comparing(Anomaly::id));
                    return all;
                });
    }

    /** Opens an anomaly, or keeps how one that is open was seen last. */
    public Mono<Raised> raise(Anomaly seen) {
        return documents
                .get(group(partition(seen)), seen.id())
                .map(record -> TaskCodec.decodeRecord(record, Anomaly.class))
                .flatMap(open -> keep(List.of(open.seenAgain(seen))).thenReturn(Raised.STANDING))
                .switchIfEmpty(Mono.defer(() -> open(seen)));
    }

    /** Others are told apart by their ids, for a partition may have many. */
    private Mono<Raised> open(Anomaly seen) {
        return documents.all(group(partition(seen))).flatMap(all -> {
            long others = all.keySet().stream()
                    .filter(id -> Anomaly.isOf(seen.kind(), id))
                    .count();
            return others >= MOST
                    ? Mono.just(Raised.BEYOND)
                    : outbox.append(event(DomainEvent.Type.ANOMALY_RAISED, seen, seen.since()))
                            .then(keep(List.of(seen)))
                            .thenReturn(Raised.NEW);
        });
    }

    /** Keeps open ones of one partition as they were seen last. */
    public Mono<Void> keep(List<Anomaly> some) {
        if (some.isEmpty()) {
            return Mono.empty();
        }
        Map<String, byte[]> records = new HashMap<>();
        some.forEach(anomaly -> records.put(anomaly.id(), TaskCodec.encodeRecord(anomaly)));
        return documents.putAll(group(partition(some.get(0))), records);
    }

    /**
     * It is over: what operators said of it is forgotten.
     *
     * @param write at whose time it is over
     */
    public Mono<Void> clear(Anomaly anomaly, Write write) {
        return outbox.append(event(DomainEvent.Type.ANOMALY_CLEARED, anomaly, write.at()))
                .then(documents.remove(group(partition(anomaly)), anomaly.id()))
                .then(library.get(SHELF, anomaly.id()))
                .flatMap(entry ->
                        library.edit(new Library.Edit(SHELF, anomaly.id(), entry.version(), null, write, "is over")))
                .then();
    }

    private static DomainEvent event(DomainEvent.Type type, Anomaly anomaly, Instant at) {
        var detail = new LinkedHashMap<String, String>();
        detail.put("kind", anomaly.kind().name());
        detail.put("since", anomaly.since().toString());
        detail.put("reason", anomaly.reason());
        detail.put("count", Long.toString(anomaly.count()));
        return new DomainEvent(type, anomaly.subject(), at, detail);
    }

    /** Who has taken note of which, by the anomalies' ids. */
    public Mono<Map<String, Acknowledgement>> acknowledgements() {
        return library.all(SHELF).map(entries -> {
            Map<String, Acknowledgement> all = new HashMap<>();
            entries.forEach((id, entry) -> all.put(id, TaskCodec.decodeRecord(entry.record(), Acknowledgement.class)));
            return all;
        });
    }

    /** Who has taken note of some of them, by their ids. */
    public Mono<Map<String, Acknowledgement>> acknowledgements(List<Anomaly> some) {
        return Flux.fromIterable(some)
                .flatMap(
                        anomaly -> library.get(SHELF, anomaly.id())
                                .map(entry -> Map.entry(
                                        anomaly.id(), TaskCodec.decodeRecord(entry.record(), Acknowledgement.class))),
                        AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Keeps that an operator has taken note of an anomaly; false if somebody else did so at the same time. */
    public Mono<Boolean> acknowledge(Anomaly anomaly, Write write) {
        var note = new Acknowledgement(anomaly.since(), write.actor().name(), write.at());
        return library.get(SHELF, anomaly.id())
                .map(Library.Entry::version)
                .defaultIfEmpty(0L)
                .flatMap(version -> library.edit(new Library.Edit(
                        SHELF, anomaly.id(), version, TaskCodec.encodeRecord(note), write, anomaly.reason())))
                .map(version -> version != 0);
    }
}
