package org.reactiveacs.simulator.load;

import java.util.List;
import java.util.random.RandomGenerator;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.scenario.Arrival;
import org.reactiveacs.simulator.wake.ConnectionRequester;

/** Wakes random devices at a rate, in the place of the ACS. */
final class Wakes implements Driver {
    private final Schedule schedule;

    Wakes(
            Fleet fleet,
            List<FleetDevice> devices,
            ConnectionRequester requester,
            double perSecond,
            RandomGenerator random) {
        this.schedule = new Schedule(
                fleet.network().next(),
                perSecond,
                Arrival.POISSON,
                random,
                due -> requester.request(devices.get(random.nextInt(devices.size())), due));
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
