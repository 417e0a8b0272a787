package org.reactiveacs.store.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.ParameterTree;

/**
 * The schemas that the devices of one model and firmware go through: a device that shows more extends the newest, and
 * once {@value #TREES_WITHOUT_DICTIONARY} trees stand against one without a dictionary, the next tree gives it one.
 * Trees that were packed before are packed again when they are next touched. Thread-safe.
 */
public final class SchemaFamily {

    /** Trees that a schema gets before a dictionary is worth its room. */
    public static final int TREES_WITHOUT_DICTIONARY = 100;

    /** Devices that a dictionary is made from. */
    static final int SAMPLES = 16;

    private final Map<DeviceId, Packed> samples = new LinkedHashMap<>();
    private volatile TreeSchema newest;

    /** A family whose newest schema is this one. */
    public SchemaFamily(TreeSchema newest) {
        this.newest = newest;
    }

    /** A family of which nothing is known. */
    public SchemaFamily() {
        this(TreeSchema.of(DeviceModel.EMPTY));
    }

    /**
     * A tree, packed.
     *
     * @param schema what against; a store must have it before it has the tree
     * @param bytes for {@link TreeCodec#unpack}
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    public record Packed(TreeSchema schema, byte[] bytes) {}

    public TreeSchema newest() {
        return newest;
    }

    /** From now on trees are packed against this schema: it stands in the store. */
    public synchronized void adopt(TreeSchema schema) {
        newest = schema;
        if (schema.hasDictionary()) {
            samples.clear();
        }
    }

    /**
     * Packs a tree. Two callers that extend the family at once make two schemas; the next tree covers both.
     *
     * @param trees how many stand against the newest schema
     */
    public Packed pack(DeviceId device, ParameterTree tree, long trees) {
        var base = newest;
        var model = base.model().covering(tree.all());
        var schema = model == base.model() ? base : base.with(model);
        if (schema.hasDictionary()) {
            return new Packed(schema, TreeCodec.pack(tree, schema));
        }
        var packed = new Packed(schema, TreeCodec.pack(tree, schema));
        var sampled = sampled(device, packed);
        if (trees < TREES_WITHOUT_DICTIONARY || sampled.size() < SAMPLES) {
            return packed;
        }
        var known = sampled.stream()
                .map(sample -> TreeCodec.unpack(sample.bytes(), sample.schema()))
                .toList();
        var better = TreeSchema.of(model, TypicalTree.dictionary(known, model));
        return new Packed(better, TreeCodec.pack(tree, better));
    }

    /** The newest trees of different devices, this one included. */
    private synchronized List<Packed> sampled(DeviceId device, Packed packed) {
        samples.remove(device);
        samples.put(device, packed);
        if (samples.size() > SAMPLES) {
            samples.remove(samples.keySet().iterator().next());
        }
        return List.copyOf(samples.values());
    }
}
