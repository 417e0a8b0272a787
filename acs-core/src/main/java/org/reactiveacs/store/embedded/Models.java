package org.reactiveacs.store.embedded;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, String> families = new HashMap<>();
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

    /** The tree's record, its model planned to be written if it is new. Writer's thread. */
    byte[] pack(ParameterTree tree, ModelKey family, UnitWriter.Plan plan) {
        var known = families.computeIfAbsent(family.text(), this::familyId);
        var base = known.isEmpty() ? DeviceModel.EMPTY : model(known);
        var model = base.covering(tree.all());
        var id = known;
        if (model != base || known.isEmpty()) {
            var encoded = ModelCodec.encode(model);
            id = ModelCodec.id(encoded);
            var newId = id;
            plan.add(() -> {
                byId.put(newId, model);
                families.put(family.text(), newId);
                maps.models.putIfAbsent(newId, encoded);
                maps.families.put(family.text(), newId.getBytes(StandardCharsets.US_ASCII));
            });
        }
        var packed = TreeCodec.pack(tree, model);
        var record = new byte[ID_BYTES + packed.length];
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, record, 0, ID_BYTES);
        System.arraycopy(packed, 0, record, ID_BYTES, packed.length);
        return record;
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
