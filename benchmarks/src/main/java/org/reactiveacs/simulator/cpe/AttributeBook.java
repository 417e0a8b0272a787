package org.reactiveacs.simulator.cpe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.ParameterAttributeStruct;
import org.reactiveacs.simulator.model.Parameter;
import org.reactiveacs.simulator.model.Parameter.Flag;
import org.reactiveacs.simulator.model.Place;

/** The notification and access attributes of parameters that the ACS has set. */
final class AttributeBook {
    static final int OFF = 0;
    static final int ACTIVE = 2;
    static final int HIGHEST = 6;

    private static final int PASSIVE = 1;
    private static final int PASSIVE_AND_LIGHTWEIGHT = 4;
    private static final int PASSIVE_WITH_ACTIVE_LIGHTWEIGHT = 6;
    private static final List<String> EVERYBODY = List.of("Subscriber");

    private @Nullable Map<String, ParameterAttributeStruct> set;

    ParameterAttributeStruct of(Place place) {
        ParameterAttributeStruct own = set == null ? null : set.get(place.path());
        return own != null ? own : new ParameterAttributeStruct(place.path(), first(place), EVERYBODY);
    }

    void set(ParameterAttributeStruct attributes) {
        if (set == null) {
            set = new HashMap<>();
        }
        set.put(attributes.name(), attributes);
    }

    /** Forgets what was set below an object that is gone. */
    void forget(String prefix) {
        if (set != null) {
            set.keySet().removeIf(path -> path.startsWith(prefix));
        }
    }

    void reset() {
        set = null;
    }

    /** Whether a change must be told at once. */
    boolean isActive(Place place) {
        return first(place) == ACTIVE || of(place).notification() == ACTIVE;
    }

    /** Whether a change must be told in the next Inform. */
    boolean isPassive(Place place) {
        return switch (of(place).notification()) {
            case PASSIVE, PASSIVE_AND_LIGHTWEIGHT, PASSIVE_WITH_ACTIVE_LIGHTWEIGHT -> true;
            default -> false;
        };
    }

    /** Some parameters are always actively notified, whatever is set. */
    private static int first(Place place) {
        Parameter parameter = place.parameter();
        return parameter != null && parameter.is(Flag.ACTIVE) ? ACTIVE : OFF;
    }
}
