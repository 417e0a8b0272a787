package org.reactiveacs.store.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.store.record.TaskCodec;

/** What was learned of models. */
final class Traits {

    private final Maps maps;
    private final Map<ModelKey, ModelTraits> known = new ConcurrentHashMap<>();

    Traits(Maps maps) {
        this.maps = maps;
    }

    ModelTraits of(ModelKey model) {
        return known.computeIfAbsent(model, key -> {
            var bytes = maps.traits.get(key.text());
            return bytes == null ? ModelTraits.NONE : TaskCodec.decodeRecord(bytes, ModelTraits.class);
        });
    }

    void learn(ModelKey model, ModelTraits learned, UnitWriter.Plan plan) {
        plan.add(() -> {
            known.put(model, learned);
            maps.traits.put(model.text(), TaskCodec.encodeRecord(learned));
        });
    }
}
