package org.reactiveacs.simulator.cpe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reactiveacs.cwmp.ParameterValueStruct;
import org.reactiveacs.simulator.model.Aliases;
import org.reactiveacs.simulator.model.Place;

/** Instances that a SetParameterValues makes by naming their aliases (TR-069 A6 §A.3.2.1), to be taken back if it fails. */
final class NewInstances {
    private final VirtualCpe cpe;
    private final List<String> made = new ArrayList<>();

    NewInstances(VirtualCpe cpe) {
        this.cpe = cpe;
    }

    void make(List<ParameterValueStruct> wanted) {
        if (cpe.model().aliases().makeInstances()) {
            wanted.forEach(value -> make(value.name()));
        }
    }

    private void make(String name) {
        for (int open = name.indexOf(".["); open >= 0; open = name.indexOf(".[", open + 1)) {
            int close = name.indexOf("].", open);
            if (close < 0 || cpe.model().find(name.substring(0, close + 2)).isPresent()) {
                continue;
            }
            Optional<Place> table =
                    cpe.model().find(name.substring(0, open + 1)).filter(this::canGrow);
            String alias = name.substring(open + 2, close);
            if (table.isEmpty() || !Aliases.isFit(alias)) {
                return;
            }
            made.add(ObjectRpcs.add(cpe, table.get(), alias).path());
        }
    }

    private boolean canGrow(Place table) {
        return table.isTable()
                && table.isWritable()
                && cpe.model().aliases().areIn(table)
                && cpe.model().count(table) < ObjectRpcs.MAX_INSTANCES;
    }

    /** As if nothing had been made, but that no number is given twice. */
    void takeBack() {
        for (int i = made.size() - 1; i >= 0; i--) {
            cpe.model().find(made.get(i)).ifPresent(cpe.model()::delete);
        }
    }
}
