package org.reactiveacs.store.embedded;

import java.util.Arrays;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.record.Seal;
import org.reactiveacs.store.record.TreeRecord;

/**
 * The packed trees of devices, sealed on disk: operators' Wi-Fi passphrases are among the values. Which schema a tree
 * names stands before the seal. Reading is for any thread, writing for the writer's.
 */
final class Trees {

    private final MVMap<String, byte[]> map;
    private final Seal seal;

    Trees(MVMap<String, byte[]> map, Seal seal) {
        this.map = map;
        this.seal = seal;
    }

    /** The record as it stands on disk, for its schema and for {@link #isStill}. */
    byte @Nullable [] record(String key) {
        return map.get(key);
    }

    /** The tree that a record holds, as it was packed. */
    TreeRecord open(String key, byte[] record) {
        var sealed = TreeRecord.decode(record);
        return new TreeRecord(sealed.schema(), seal.open(sealed.packed(), place(key)));
    }

    boolean isStill(String key, byte[] record) {
        return Arrays.equals(map.get(key), record);
    }

    /** The record of a tree that is about to be {@linkplain #put put}. Any thread. */
    byte[] close(String key, TreeRecord tree) {
        return new TreeRecord(tree.schema(), seal.close(tree.packed(), place(key))).encode();
    }

    void put(String key, byte[] record) {
        map.put(key, record);
    }

    void remove(String key) {
        map.remove(key);
    }

    void forEach(Consumer<byte[]> records) {
        map.values().forEach(records);
    }

    /** Seals again what is plain or under an older key, so that the key may leave the ring. */
    void renew() {
        for (var cursor = map.cursor(null); cursor.hasNext(); ) {
            var key = cursor.next();
            var record = cursor.getValue();
            if (seal.isOutdated(TreeRecord.decode(record).packed())) {
                map.put(key, close(key, open(key, record)));
            }
        }
    }

    private String place(String key) {
        return map.getName() + '/' + key;
    }
}
