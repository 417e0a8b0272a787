package org.reactiveacs.simulator.load;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.simulator.fleet.FleetDevice;

/** Periodic Informs, the first ones spread over the interval. */
final class PeriodicCalls implements Driver {
    private final List<FleetDevice> devices;
    private final int interval;

    PeriodicCalls(List<FleetDevice> devices, int interval) {
        this.devices = devices;
        this.interval = interval;
    }

    @Override
    public void start(long startNanos) {
        long intervalNanos = TimeUnit.SECONDS.toNanos(interval);
        for (int i = 0; i < devices.size(); i++) {
            long first = startNanos + (long) ((double) intervalNanos * i / devices.size());
            devices.get(i).at(startNanos, device -> device.callPeriodically(first));
        }
    }
}
