package org.reactiveacs.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.store.record.ModelCodec;
import org.reactiveacs.store.record.TaskCodec;
import org.reactiveacs.store.record.TreeCodec;

/**
 * Shared device models, the trees packed against them, and what was learned of models. A tree's record is the id of its
 * model and the packed tree; the model is always written before the tree that names it.
 */
final class Models {

    private static final int ID_BYTES = 32;

    private final Maps maps;
    private final Map<String, DeviceModel> byId = new ConcurrentHashMap<>();
    private final Map<String, String> families = new ConcurrentHashMap<>();
    private final Map<ModelKey, ModelTraits> traits = new ConcurrentHashMap<>();

    Models(Maps maps) {
        this.maps = maps;
    }

    ModelTraits traits(ModelKey model) {
        return traits.computeIfAbsent(model, key -> {
            var bytes = maps.traits.get(key.text());
            return bytes == null ? ModelTraits.NONE : TaskCodec.decodeRecord(bytes, ModelTraits.class);
        });
    }

    void learn(ModelKey model, ModelTraits learned, UnitWriter.Plan plan) {
        plan.add(() -> {
            traits.put(model, learned);
            maps.traits.put(model.text(), TaskCodec.encodeRecord(learned));
        });
    }

    /** Any thread. */
    ParameterTree unpack(byte[] record) {
        var id = new String(record, 0, ID_BYTES, StandardCharsets.US_ASCII);
        return TreeCodec.unpack(Arrays.copyOfRange(record, ID_BYTES, record.length), model(id));
    }

    /**
     * A tree ready to be written.
     *
     * @param model the model it is packed against, null when the store has it already
     */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
    record Packed(byte[] tree, @Nullable NewModel model) {}

    /** A model that the store has not yet. */
    @SuppressWarnings("ArrayRecordComponent")
    record NewModel(String id, String family, DeviceModel model, byte[] encoded) {}

    /** Packs a tree. Any thread: two that extend a family at once make two models, and the next tree covers both. */
    Packed pack(ParameterTree tree, ModelKey family) {
        var known = families.computeIfAbsent(family.text(), this::familyId);
        var base = known.isEmpty() ? DeviceModel.EMPTY : model(known);
        var model = base.covering(tree.all());
        var id = known;
        NewModel added = null;
        if (model != base || known.isEmpty()) {
            var encoded = ModelCodec.encode(model);
            id = ModelCodec.id(encoded);
            added = new NewModel(id, family.text(), model, encoded);
        }
        var packed = TreeCodec.pack(tree, model);
        var record = new byte[ID_BYTES + packed.length];
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, record, 0, ID_BYTES);
        System.arraycopy(packed, 0, record, ID_BYTES, packed.length);
        return new Packed(record, added);
    }

    /** Plans a model to be written before the tree that names it. Writer's thread. */
    void put(NewModel added, UnitWriter.Plan plan) {
        plan.add(() -> {
            byId.put(added.id(), added.model());
            families.put(added.family(), added.id());
            maps.models.putIfAbsent(added.id(), added.encoded());
            maps.families.put(added.family(), added.id().getBytes(StandardCharsets.US_ASCII));
        });
    }

    private String familyId(String family) {
        var bytes = maps.families.get(family);
        return bytes == null ? "" : new String(bytes, StandardCharsets.US_ASCII);
    }

    private DeviceModel model(String id) {
        return byId.computeIfAbsent(id, missing -> {
            var bytes = maps.models.get(missing);
            if (bytes == null) {
                throw new IllegalStateException("a tree names device model " + missing + ", which is not in the store");
            }
            return ModelCodec.decode(bytes);
        });
    }
}
