package org.reactiveacs.simulator.load;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.fleet.Served;
import org.reactiveacs.simulator.scenario.Arrival;
import org.reactiveacs.simulator.scenario.Scenario;

/** A few devices that call evenly, before the load and under it, and are as ordinary as can be. */
final class Probes implements Driver, Served {
    private final List<FleetDevice> devices;
    private final Callers callers;
    private final OpenArrivals arrivals;
    private final List<Probe> samples = new ArrayList<>();

    Probes(Fleet fleet, Scenario.Probes probes, RandomGenerator random) {
        devices = fleet.devices().stream()
                .filter(device -> device.group() == Group.PROBE)
                .toList();
        callers = new Callers(devices);
        fleet.onServed(callers);
        fleet.onServed(this);
        arrivals = new OpenArrivals(
                callers, fleet.network().next(), probes.devices() / probes.every(), Arrival.EVEN, random);
    }

    @Override
    public void start(long startNanos) {
        arrivals.start(startNanos);
    }

    @Override
    public void ended(FleetDevice device, long sinceNanos, boolean isServed) {
        if (isServed && device.group() == Group.PROBE) {
            synchronized (samples) {
                samples.add(new Probe(sinceNanos, System.nanoTime() - sinceNanos));
            }
        }
    }

    /** Those that have been served so far, and those that have not, with the time that they have waited. */
    List<Probe> samples() {
        List<Probe> all;
        synchronized (samples) {
            all = new ArrayList<>(samples);
        }
        long now = System.nanoTime();
        for (FleetDevice device : devices) {
            long since = device.waitsSinceNanos();
            if (since != 0) {
                all.add(new Probe(since, now - since));
            }
        }
        callers.due().forEach(due -> all.add(new Probe(due, now - due)));
        return all;
    }

    @Override
    public void close() {
        arrivals.close();
    }
}
