package org.reactiveacs.bulk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.bulk.BulkRequest.State;
import org.reactiveacs.store.Documents;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** The orders of a store. Thread-safe. */
public final class BulkRequests {
    private static final String ORDERS = "connection requests";

    private final Documents documents;

    public BulkRequests(Documents documents) {
        this.documents = documents;
    }

    private static String shares(String id) {
        return ORDERS + " " + id;
    }

    /** Puts an order in, durably. */
    public Mono<Void> order(BulkRequest request) {
        return documents.put(ORDERS, request.id(), TaskCodec.encodeRecord(request));
    }

    /** Has no more devices asked; empty when there is no such order. */
    public Mono<BulkRequest> stop(String id) {
        return find(id).map(request -> request.isRunning() ? request.in(State.STOPPED) : request)
                .flatMap(stopped -> order(stopped).thenReturn(stopped));
    }

    /** Notes that nothing is left to do, so that nobody looks at the shares again and again. */
    public Mono<Void> done(BulkRequest request) {
        return order(request.in(State.DONE));
    }

    private Mono<BulkRequest> find(String id) {
        return documents.get(ORDERS, id).map(BulkRequests::request);
    }

    private static BulkRequest request(byte[] record) {
        return TaskCodec.decodeRecord(record, BulkRequest.class);
    }

    /** How far an order is; empty when there is none. */
    public Mono<BulkProgress> progress(String id) {
        return find(id).flatMap(this::progress);
    }

    /** How far an order is. */
    public Mono<BulkProgress> progress(BulkRequest request) {
        return documents.all(shares(request.id())).map(records -> {
            Map<Integer, BulkShare> shares = new HashMap<>();
            records.forEach((partition, record) ->
                    shares.put(Integer.valueOf(partition), TaskCodec.decodeRecord(record, BulkShare.class)));
            return new BulkProgress(request, shares);
        });
    }

    /** All orders, in no order. */
    public Mono<List<BulkRequest>> all() {
        return documents
                .all(ORDERS)
                .map(records ->
                        records.values().stream().map(BulkRequests::request).toList());
    }

    /** Keeps how far partitions are. */
    public Mono<Void> keep(String id, Map<Integer, BulkShare> shares) {
        Map<String, byte[]> records = new HashMap<>();
        shares.forEach((partition, share) -> records.put(partition.toString(), TaskCodec.encodeRecord(share)));
        return documents.putAll(shares(id), records);
    }

    /** Forgets an order. */
    public Mono<Void> forget(String id) {
        return documents.removeAll(shares(id)).then(documents.remove(ORDERS, id));
    }
}
