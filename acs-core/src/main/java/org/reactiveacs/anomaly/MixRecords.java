package org.reactiveacs.anomaly;

import java.util.Map;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What nodes have counted of the fleet's events, a document each, and what is usual. Thread-safe. */
public final class MixRecords {
    private static final String COUNTS = "event counts";
    private static final String USUAL = "usual events";
    private static final String FLEET = "fleet";

    /** A node that has counted nothing for so many intervals, an hour, is gone. */
    private static final int GONE = 12;

    private final Documents documents;

    public MixRecords(Documents documents) {
        this.documents = documents;
    }

    /** Keeps what a node has counted last. */
    public Mono<Void> keep(String node, MixCount count) {
        return documents.putAll(COUNTS, Map.of(node, TaskCodec.encodeRecord(count)));
    }

    /** What all nodes together have counted in an interval. */
    public Mono<MixCount> sum(long interval) {
        return documents
                .all(COUNTS)
                .flatMapIterable(Map::entrySet)
                .concatMap(record -> count(record, interval))
                .reduce(MixCount.none(interval), MixCount::and);
    }

    private Flux<MixCount> count(Map.Entry<String, byte[]> record, long interval) {
        var count = TaskCodec.decodeRecord(record.getValue(), MixCount.class);
        if (count.interval() < interval - GONE) {
            return documents.remove(COUNTS, record.getKey()).thenMany(Flux.empty());
        }
        return count.interval() == interval ? Flux.just(count) : Flux.empty();
    }

    /** What is usual. */
    public Mono<EventMix> usual() {
        return documents
                .get(USUAL, FLEET)
                .map(record -> TaskCodec.decodeRecord(record, EventMix.class))
                .defaultIfEmpty(EventMix.NOTHING);
    }

    /** Keeps what is usual from now on. */
    public Mono<Void> keep(EventMix mix) {
        return documents.putAll(USUAL, Map.of(FLEET, TaskCodec.encodeRecord(mix)));
    }
}
