package org.reactiveacs.session;

import java.util.HashSet;
import java.util.List;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.MacAddress;

/**
 * How a new device's MAC addresses are come by. The first ones of a model are asked for the names of all parameters that
 * may hold one, which is safe and takes long; the others are read where those had them, with whatever else is read. One
 * that has none there is asked for the names all the same. Pure.
 */
final class MacReading {

    private final MacPaths paths;

    MacReading(MacPaths paths) {
        this.paths = paths;
    }

    /** Whether a MAC address is known that is more than a serial number that looks like one. */
    static boolean isKnown(Device device) {
        var serial = MacAddress.canonical(device.identity().serialNumber());
        return device.macs().stream().anyMatch(mac -> !mac.equals(serial));
    }

    /** Paths to be read with whatever else is read; empty if none are to be read, or nobody knows of any. */
    List<String> whereOthersHaveThem(Draft draft) {
        var terms = draft.session().terms();
        // What broke the session before off may be a name that this device, unlike others, does not have.
        if (!terms.readMacs() || terms.probesMacs() || isRetried(draft.device())) {
            return List.of();
        }
        var known = draft.situation().traits().macPaths();
        return all(draft).stream().filter(known::contains).toList();
    }

    private static boolean isRetried(Device device) {
        return !device.visits().isEmpty() && device.visits().get(0).retryCount() > 0;
    }

    /** All paths where a MAC address may be. */
    List<String> all(Draft draft) {
        return paths.of(draft.device().dataModel());
    }

    /** A reading came to its end that asked for them, too. */
    static void read(Draft draft) {
        var terms = draft.session().terms();
        if (terms.readMacs()) {
            draft.session(draft.session().with(isKnown(draft.device()) ? terms.macsRead() : terms.probingMacs()));
        }
    }

    /** The device was asked for the names: where it has MAC addresses, the next of its model is read at once. */
    void probed(Draft draft) {
        var since = draft.session().terms().startedAt();
        var there = new HashSet<String>();
        for (var path : all(draft)) {
            var parameter = draft.parameters().get(path);
            var readAt = parameter == null ? null : parameter.readAt();
            var value = parameter == null ? null : parameter.value();
            if (readAt != null && !readAt.isBefore(since) && value != null && MacAddress.canonical(value) != null) {
                there.add(path);
            }
        }
        draft.traits(draft.situation().traits().withMacPaths(there));
    }
}
