package org.reactiveacs.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.MacAddress;
import org.reactiveacs.device.Parameter;

/**
 * Where devices keep their MAC addresses, in order: the first that a device has is its primary one.
 *
 * @param byModel full paths a data model
 */
public record MacPaths(Map<DataModel, List<String>> byModel) {

    /** The paths of a data model, none for an unknown one. */
    public List<String> of(@Nullable DataModel model) {
        return model == null ? List.of() : byModel.getOrDefault(model, List.of());
    }

    /** The MAC addresses among these parameters, canonical, in the order of the paths. */
    public List<String> in(@Nullable DataModel model, List<Parameter> parameters) {
        var paths = of(model);
        if (paths.isEmpty()) {
            return List.of();
        }
        var macs = new ArrayList<String>(2);
        for (var path : paths) {
            for (var parameter : parameters) {
                if (parameter.path().equals(path) && parameter.value() != null) {
                    var mac = MacAddress.canonical(parameter.value());
                    if (mac != null && !macs.contains(mac)) {
                        macs.add(mac);
                    }
                }
            }
        }
        return macs;
    }
}
