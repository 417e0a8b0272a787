package org.reactiveacs.store.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactiveacs.device.ModelKey;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.store.Commit;
import org.reactiveacs.store.record.TraitsCodec;

/** What was learned of models. */
final class Traits {

    private final Maps maps;
    private final Map<ModelKey, ModelTraits> known = new ConcurrentHashMap<>();

    Traits(Maps maps) {
        this.maps = maps;
    }

    ModelTraits of(ModelKey model) {
        return known.computeIfAbsent(
                model, key -> TraitsCodec.decode(maps.traits.get(key.text()), maps.macPaths.get(key.text())));
    }

    void learn(Commit.Learned learned, UnitWriter.Plan plan) {
        plan.add(() -> {
            var model = learned.model();
            var before = of(model);
            var traits = before.learning(learned.before(), learned.after());
            known.put(model, traits);
            maps.traits.put(model.text(), TraitsCodec.encode(traits));
            if (!traits.macPaths().equals(before.macPaths())) {
                maps.macPaths.put(model.text(), TraitsCodec.encodeMacPaths(traits));
            }
        });
    }
}
