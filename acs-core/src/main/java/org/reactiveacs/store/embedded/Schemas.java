package org.reactiveacs.store.embedded;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.store.record.SchemaFamily;
import org.reactiveacs.store.record.TreeRecord;
import org.reactiveacs.store.record.TreeSchema;

/**
 * The schemas that trees are packed against, with how many trees name each. One that a tree names is in the store: it is
 * written in the tree's own unit if it is missing, and only one that nothing names is dropped.
 */
final class Schemas {

    private final Maps maps;
    private final Map<String, TreeSchema> byId = new ConcurrentHashMap<>();
    private final Map<String, SchemaFamily> families = new ConcurrentHashMap<>();

    /** Named by nothing at the last look; for the writer's thread alone. */
    private Set<String> idle = new HashSet<>();

    Schemas(Maps maps) {
        this.maps = maps;
    }

    /** Any thread. */
    SchemaFamily family(ModelKey model) {
        return families.computeIfAbsent(model.text(), text -> {
            var bytes = maps.families.get(text);
            return bytes == null ? new SchemaFamily() : new SchemaFamily(schema(text(bytes)));
        });
    }

    /** Any thread. */
    TreeSchema schema(String id) {
        return byId.computeIfAbsent(id, missing -> {
            var bytes = maps.schemas.get(missing);
            if (bytes == null) {
                throw new IllegalStateException("a tree names schema " + missing + ", which is not in the store");
            }
            return TreeSchema.decode(bytes);
        });
    }

    /** How many trees name the schema. Any thread. */
    long trees(String id) {
        var bytes = maps.schemaTrees.get(id);
        return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
    }

    /**
     * Plans what a tree's schema needs when the tree is written: that it is there, is the newest of its family, and that
     * it is counted. Writer's thread.
     *
     * @param before the tree's record so far, null when there was none
     */
    void use(TreeSchema schema, ModelKey family, byte @Nullable [] before, UnitWriter.Plan plan) {
        plan.add(() -> {
            byId.put(schema.id(), schema);
            if (!maps.schemas.containsKey(schema.id())) {
                maps.schemas.put(schema.id(), schema.encoded());
            }
            var of = family(family);
            if (!maps.families.containsKey(family.text()) || isNewer(schema, of.newest())) {
                maps.families.put(family.text(), schema.id().getBytes(StandardCharsets.US_ASCII));
                of.adopt(schema);
            }
            count(schema.id(), before);
        });
    }

    /** A schema that was packed against an older state of its family must not undo what the family learned since. */
    private static boolean isNewer(TreeSchema schema, TreeSchema newest) {
        boolean knowsMore = schema.hasDictionary() || !newest.hasDictionary();
        return knowsMore && !schema.id().equals(newest.id());
    }

    private void count(String id, byte @Nullable [] before) {
        var old = before == null ? null : TreeRecord.schemaOf(before);
        if (!id.equals(old)) {
            add(id, 1);
            if (old != null) {
                add(old, -1);
            }
        }
    }

    /** Counts a tree that is dropped. Writer's thread. */
    void release(byte[] tree) {
        add(TreeRecord.schemaOf(tree), -1);
    }

    private void add(String id, long trees) {
        long now = trees(id) + trees;
        if (now > 0) {
            maps.schemaTrees.put(
                    id, ByteBuffer.allocate(Long.BYTES).putLong(now).array());
        } else {
            maps.schemaTrees.remove(id);
        }
    }

    /** Counts all trees, once, in a store from before they were counted. */
    void countAll() {
        maps.schemaTrees.clear();
        maps.trees.forEach(record -> add(TreeRecord.schemaOf(record), 1));
    }

    /**
     * Drops schemas that no tree has named since the last look, and families that are left with none. A reader may hold a
     * tree's old record a moment longer, hence the second look.
     *
     * @return how many schemas went
     */
    int sweep(UnitWriter.Plan plan) {
        var unnamed = new HashSet<String>();
        for (var id : maps.schemas.keySet()) {
            if (trees(id) == 0) {
                unnamed.add(id);
            }
        }
        var gone = new HashSet<>(unnamed);
        gone.retainAll(idle);
        var left = new HashSet<>(unnamed);
        left.removeAll(gone);
        var emptied = maps.families.entrySet().stream()
                .filter(family -> gone.contains(text(family.getValue())))
                .map(Map.Entry::getKey)
                .toList();
        plan.add(() -> {
            emptied.forEach(family -> {
                maps.families.remove(family);
                families.remove(family);
            });
            gone.forEach(id -> {
                maps.schemas.remove(id);
                byId.remove(id);
            });
            idle = left;
        });
        return gone.size();
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
