package org.reactiveacs.simulator.load;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Served;
import org.reactiveacs.simulator.scenario.Scenario;

/** Lets every device boot once, spread over a time, and knows when the last one has been served. */
final class Boots implements Driver, Served {
    private final List<FleetDevice> devices;
    private final Scenario.Boot boot;
    private final boolean periodically;
    private final RandomGenerator random;
    private final Set<FleetDevice> booted = Collections.synchronizedSet(new HashSet<>());
    private int left;
    private long startNanos;
    private long lastNanos;

    Boots(Fleet fleet, List<FleetDevice> devices, Scenario scenario, Scenario.Boot boot, RandomGenerator random) {
        this.devices = devices;
        this.boot = boot;
        this.periodically = scenario.periodic() != null;
        this.random = random;
        this.left = devices.size();
        fleet.onServed(this);
    }

    @Override
    public void start(long start) {
        synchronized (this) {
            startNanos = start;
        }
        for (int i = 0; i < devices.size(); i++) {
            long due = start + Math.round(boot.arrival().place(i, devices.size(), random) * boot.within() * 1e9);
            devices.get(i).at(due, device -> boot(device, due));
        }
    }

    private void boot(FleetDevice device, long due) {
        booted.add(device);
        if (boot.bootstrap()) {
            device.meet(due, periodically);
        } else {
            device.boot(due);
        }
    }

    @Override
    public void ended(FleetDevice device, long sinceNanos, boolean isServed) {
        if (isServed && booted.remove(device)) {
            synchronized (this) {
                left--;
                lastNanos = System.nanoTime();
            }
        }
    }

    /** Devices that have not booted yet, or have not been served since. */
    synchronized int left() {
        return left;
    }

    @Override
    public boolean isDone() {
        return left() == 0;
    }

    /** Seconds within which all devices boot. */
    double within() {
        return boot.within();
    }

    /** When the last device was served, in seconds from the start; empty while there is one left. */
    synchronized OptionalDouble lastServedSeconds() {
        return left == 0 ? OptionalDouble.of((lastNanos - startNanos) / 1e9) : OptionalDouble.empty();
    }
}
