package org.reactiveacs.simulator.load;

import java.util.List;
import java.util.random.RandomGenerator;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.scenario.Arrival;
import org.reactiveacs.simulator.scenario.Scenario;

/** Random devices change a value at a rate, and tell. */
final class Changes implements Driver {
    private final List<FleetDevice> devices;
    private final String parameter;
    private final RandomGenerator random;
    private final Schedule schedule;

    Changes(Fleet fleet, List<FleetDevice> devices, Scenario.Changes changes, RandomGenerator random) {
        requireParameter(fleet, changes.parameter());
        this.devices = devices;
        this.parameter = changes.parameter();
        this.random = random;
        this.schedule = new Schedule(fleet.network().next(), changes.rate(), Arrival.POISSON, random, this::change);
    }

    /** Each model in turn, so two devices show whether all have it. */
    private static void requireParameter(Fleet fleet, String parameter) {
        for (FleetDevice device :
                fleet.devices().subList(0, Math.min(2, fleet.devices().size()))) {
            if (device.cpe().value(device.cpe().root() + parameter).isEmpty()) {
                throw new CommandFailure(
                        "changes.parameter: there is no " + device.cpe().root() + parameter);
            }
        }
    }

    private void change(long due) {
        String value = Integer.toHexString(random.nextInt());
        devices.get(random.nextInt(devices.size())).at(due, device -> device.change(due, parameter, value));
    }

    @Override
    public void start(long startNanos) {
        schedule.start(startNanos);
    }

    @Override
    public void close() {
        schedule.close();
    }
}
