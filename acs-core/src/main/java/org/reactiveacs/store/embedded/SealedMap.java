package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.record.Seal;

/** A map whose records are sealed on disk, each to its key. Reading is for any thread, writing for the writer's. */
final class SealedMap {

    private final MVMap<String, byte[]> map;
    private final Seal seal;

    SealedMap(MVMap<String, byte[]> map, Seal seal) {
        this.map = map;
        this.seal = seal;
    }

    byte @Nullable [] get(String key) {
        var record = map.get(key);
        return record == null ? null : seal.open(record, place(key));
    }

    void put(String key, byte[] record) {
        map.put(key, seal.close(record, place(key)));
    }

    boolean containsKey(String key) {
        return map.containsKey(key);
    }

    int size() {
        return map.size();
    }

    Iterable<String> keySet() {
        return map.keySet();
    }

    void remove(String key) {
        map.remove(key);
    }

    /** All whose key begins so, in order of their keys. */
    void forEach(String prefix, BiConsumer<String, byte[]> action) {
        for (var cursor = map.cursor(prefix); cursor.hasNext(); ) {
            var key = cursor.next();
            if (!key.startsWith(prefix)) {
                return;
            }
            action.accept(key, seal.open(cursor.getValue(), place(key)));
        }
    }

    /** Keys that begin so, from one on, in order. */
    List<String> keys(String prefix, String from, int limit) {
        List<String> keys = new ArrayList<>();
        for (var cursor = map.cursor(from); cursor.hasNext() && keys.size() < limit; ) {
            var key = cursor.next();
            if (!key.startsWith(prefix)) {
                break;
            }
            keys.add(key);
        }
        return keys;
    }

    /** Seals again what is plain or under an older key, so that the key may leave the ring. */
    void renew() {
        for (var cursor = map.cursor(null); cursor.hasNext(); ) {
            var key = cursor.next();
            var record = cursor.getValue();
            if (seal.isOutdated(record)) {
                put(key, seal.open(record, place(key)));
            }
        }
    }

    private String place(String key) {
        return map.getName() + '/' + key;
    }
}
