package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.reactiveacs.store.Documents;
import reactor.core.publisher.Mono;

/** Documents of the embedded store, under their group and name. */
final class EmbeddedDocuments implements Documents {
    private static final char BETWEEN = '\0';

    private final UnitWriter writer;
    private final MVMap<String, byte[]> map;
    private final Readers readers;

    EmbeddedDocuments(UnitWriter writer, Maps maps, Readers readers) {
        this.writer = writer;
        this.map = maps.documents;
        this.readers = readers;
    }

    private static String key(String group, String name) {
        return group + BETWEEN + name;
    }

    @Override
    public Mono<byte[]> get(String group, String name) {
        return readers.read(() -> map.get(key(group, name)));
    }

    @Override
    public Mono<Map<String, byte[]>> all(String group) {
        return readers.read(() -> {
            Map<String, byte[]> all = new HashMap<>();
            forEach(group, (key, record) -> all.put(key.substring(group.length() + 1), record));
            return all;
        });
    }

    private void forEach(String group, BiConsumer<String, byte[]> action) {
        String stem = key(group, "");
        for (var cursor = map.cursor(stem); cursor.hasNext(); ) {
            String key = cursor.next();
            if (!key.startsWith(stem)) {
                return;
            }
            action.accept(key, cursor.getValue());
        }
    }

    @Override
    public Mono<Void> put(String group, String name, byte[] record) {
        return writer.submit(plan -> {
            plan.durable();
            plan.add(() -> map.put(key(group, name), record));
            return null;
        });
    }

    @Override
    public Mono<Void> putAll(String group, Map<String, byte[]> records) {
        return writer.submit(plan -> {
            plan.add(() -> records.forEach((name, record) -> map.put(key(group, name), record)));
            return null;
        });
    }

    @Override
    public Mono<Void> remove(String group, String name) {
        return writer.submit(plan -> {
            plan.add(() -> map.remove(key(group, name)));
            return null;
        });
    }

    @Override
    public Mono<Void> removeAll(String group) {
        return writer.submit(plan -> {
            plan.add(() -> {
                var keys = new ArrayList<String>();
                forEach(group, (key, record) -> keys.add(key));
                keys.forEach(map::remove);
            });
            return null;
        });
    }
}
