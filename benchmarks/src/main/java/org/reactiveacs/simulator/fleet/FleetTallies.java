package org.reactiveacs.simulator.fleet;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.reactiveacs.simulator.tally.Tally;
import org.reactiveacs.simulator.tally.Times;

/**
 * What is counted of a fleet, from one moment on.
 *
 * @param groups a tally for each group
 * @param woken from a connection request to the ACS' answer to the Inform with {@code 6 CONNECTION REQUEST}
 * @param updated from the answer to a Download to the ACS' answer to the Inform that tells of its end
 * @param late by how much the simulator itself began sessions later than it meant to
 */
public record FleetTallies(Map<Group, Tally> groups, Times woken, Times updated, Times late) {
    static FleetTallies begin() {
        Map<Group, Tally> groups = new EnumMap<>(Group.class);
        for (Group group : Group.values()) {
            groups.put(group, new Tally());
        }
        return new FleetTallies(groups, new Times(), new Times(), new Times());
    }

    public Tally of(Group group) {
        return Objects.requireNonNull(groups.get(group));
    }
}
