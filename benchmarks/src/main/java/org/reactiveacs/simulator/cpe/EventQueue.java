package org.reactiveacs.simulator.cpe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.EventStruct;

/** The events and changed parameters that the ACS does not know of yet. */
final class EventQueue {
    static final String BOOTSTRAP = "0 BOOTSTRAP";
    static final String BOOT = "1 BOOT";
    static final String PERIODIC = "2 PERIODIC";
    static final String SCHEDULED = "3 SCHEDULED";
    static final String VALUE_CHANGE = "4 VALUE CHANGE";
    static final String CONNECTION_REQUEST = "6 CONNECTION REQUEST";
    static final String TRANSFER_COMPLETE = "7 TRANSFER COMPLETE";
    static final String DIAGNOSTICS_COMPLETE = "8 DIAGNOSTICS COMPLETE";

    private final List<EventStruct> events = new ArrayList<>(2);
    private @Nullable Set<String> changed;

    /** Adds an event; one of the standard's own without a key stands only once. */
    void add(String code, String commandKey) {
        EventStruct event = new EventStruct(code, commandKey);
        if (!events.contains(event)) {
            events.add(event);
        }
    }

    /** First contact or factory reset: nothing else that was not delivered counts any more. */
    void bootstrap() {
        events.clear();
        changed = null;
        add(BOOTSTRAP, "");
    }

    /** A value changed that somebody wants to hear of. */
    void changed(String path, boolean atOnce) {
        if (changed == null) {
            changed = new TreeSet<>();
        }
        changed.add(path);
        if (atOnce) {
            add(VALUE_CHANGE, "");
        }
    }

    boolean isUrgent() {
        return !events.isEmpty();
    }

    List<EventStruct> events() {
        return List.copyOf(events);
    }

    Set<String> changedPaths() {
        return changed == null ? Set.of() : Set.copyOf(changed);
    }

    /** The ACS has taken an Inform with these. */
    void delivered(List<EventStruct> told, Set<String> reported) {
        events.removeAll(told);
        if (changed != null) {
            changed.removeAll(reported);
            if (changed.isEmpty()) {
                changed = null;
            }
        }
    }
}
