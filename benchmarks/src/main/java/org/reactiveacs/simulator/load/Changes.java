package org.reactiveacs.simulator.load;

import java.util.List;
import java.util.random.RandomGenerator;
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
        this.devices = devices;
        this.parameter = changes.parameter();
        this.random = random;
        this.schedule = new Schedule(fleet.network().next(), changes.rate(), Arrival.POISSON, random, this::change);
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
