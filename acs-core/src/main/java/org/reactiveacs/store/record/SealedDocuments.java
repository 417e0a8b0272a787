package org.reactiveacs.store.record;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.reactiveacs.store.Documents;
import reactor.core.publisher.Mono;

/** Small records that hold passwords: they stand among others encrypted, each bound to its place. Thread-safe. */
public final class SealedDocuments implements Documents {
    private final Documents documents;
    private final Seal seal;

    public SealedDocuments(Documents documents, Seal seal) {
        this.documents = documents;
        this.seal = seal;
    }

    private static String place(String group, String name) {
        return "document " + group + " " + name;
    }

    private static Map<String, byte[]> each(Map<String, byte[]> records, BiFunction<String, byte[], byte[]> what) {
        Map<String, byte[]> all = new HashMap<>();
        records.forEach((name, record) -> all.put(name, what.apply(name, record)));
        return all;
    }

    @Override
    public Mono<byte[]> get(String group, String name) {
        return documents.get(group, name).map(record -> seal.open(record, place(group, name)));
    }

    @Override
    public Mono<Map<String, byte[]>> all(String group) {
        return documents
                .all(group)
                .map(records -> each(records, (name, record) -> seal.open(record, place(group, name))));
    }

    @Override
    public Mono<Void> put(String group, String name, byte[] record) {
        return documents.put(group, name, seal.close(record, place(group, name)));
    }

    @Override
    public Mono<Void> putAll(String group, Map<String, byte[]> records) {
        return documents.putAll(group, each(records, (name, record) -> seal.close(record, place(group, name))));
    }

    @Override
    public Mono<Void> remove(String group, String name) {
        return documents.remove(group, name);
    }

    @Override
    public Mono<Void> removeAll(String group) {
        return documents.removeAll(group);
    }
}
