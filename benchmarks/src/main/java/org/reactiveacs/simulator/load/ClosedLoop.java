package org.reactiveacs.simulator.load;

import java.util.HashSet;
import java.util.Set;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Served;

/**
 * So many sessions at once, each followed by that of the next device (a closed loop). A device whose session failed tries
 * again by itself, beside the others.
 */
final class ClosedLoop implements Driver, Served {
    private final Callers callers;
    private final int concurrency;
    private final Set<FleetDevice> retrying = new HashSet<>();
    private volatile boolean isClosed;

    ClosedLoop(Fleet fleet, Callers callers, int concurrency) {
        this.callers = callers;
        this.concurrency = concurrency;
        fleet.onServed(this); // before the callers hear of it
    }

    @Override
    public void start(long startNanos) {
        for (int i = 0; i < concurrency; i++) {
            callers.call(startNanos);
        }
    }

    @Override
    public void ended(FleetDevice device, long sinceNanos, boolean isServed) {
        if (isClosed || !callers.isCalling(device)) {
            return;
        }
        boolean isFirst;
        synchronized (retrying) {
            isFirst = !retrying.contains(device);
            if (isServed) {
                retrying.remove(device);
            } else {
                retrying.add(device);
            }
        }
        if (isFirst) {
            callers.call(System.nanoTime());
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }
}
