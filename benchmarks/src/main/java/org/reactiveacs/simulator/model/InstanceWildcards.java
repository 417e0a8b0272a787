package org.reactiveacs.simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paths with {@code *} in the place of instances, where the device takes them (TR-069 A6 §3.6.2). */
public final class InstanceWildcards {
    private static final String STAR = ".*.";

    private InstanceWildcards() {}

    /**
     * Where a path leads: to one place, or with wildcards to any number of them, none included.
     *
     * @return empty when there is no such path, in whatever instance
     */
    public static Optional<List<Place>> find(DataModel model, String path) {
        int star = path.indexOf(STAR);
        if (star < 0) {
            return model.find(path).map(List::of);
        }
        Place table = model.find(path.substring(0, star + 1)).orElse(null);
        String rest = path.substring(star + STAR.length());
        if (table == null || !table.isTable() || !areTaken(model) || !leads(table.object(), rest)) {
            return Optional.empty();
        }
        List<Place> places = new ArrayList<>();
        model.eachChild(table, instance -> find(model, instance.path() + rest).ifPresent(places::addAll));
        return Optional.of(places);
    }

    private static boolean areTaken(DataModel model) {
        return model.find(model.root() + "ManagementServer.InstanceWildcardsSupported")
                .map(model::value)
                .orElse("")
                .equals("1");
    }

    /** Whether the data model goes on like this below an instance, though there may be none. */
    private static boolean leads(ObjectNode object, String rest) {
        if (rest.isEmpty()) {
            return true;
        }
        int dot = rest.indexOf('.');
        if (dot < 0) {
            return object.parameters().containsKey(rest);
        }
        ObjectNode child = object.children().get(rest.substring(0, dot));
        String further = rest.substring(dot + 1);
        if (child == null || !child.isTable() || further.isEmpty()) {
            return child != null && leads(child, further);
        }
        int instance = further.indexOf('.');
        return instance > 0 && leads(child, further.substring(instance + 1));
    }
}
