package org.reactiveacs.simulator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.reactiveacs.simulator.model.Parameter.Flag;

/** A data model without values, shared by all devices that have it. Thread-safe, and does not change. */
public final class Schema {
    private final ObjectNode top;
    private final String root;
    private final List<String> informed;
    private final Map<String, String> paths = new ConcurrentHashMap<>();

    Schema(ObjectNode top) {
        this.top = top;
        this.root = top.children().keySet().iterator().next() + '.';
        List<String> paths = new ArrayList<>();
        DataModel first = new DataModel(this, (name, instance) -> "");
        first.walk(first.find("").orElseThrow(), place -> {
            Parameter parameter = place.parameter();
            if (parameter != null && parameter.is(Flag.INFORM)) {
                paths.add(place.path());
            }
        });
        this.informed = List.copyOf(paths);
    }

    /** The path of the root object, such as {@code Device.}. */
    public String root() {
        return root;
    }

    /** The parameters that stand in every Inform, as far as the instances are there that a factory reset makes. */
    public List<String> informed() {
        return informed;
    }

    /** The one copy of a path that all devices hold whose value differs there; a path must exist. */
    String shared(String path) {
        return paths.computeIfAbsent(path, first -> first);
    }

    ObjectNode top() {
        return top;
    }
}
