package org.reactiveacs.simulator.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Served;

/** Lets every device call once, some at a time, so that the ACS knows them all before anything is counted. */
final class Introduction implements Served {
    private static final int AT_ONCE = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Queue<FleetDevice> strangers;
    private final Map<FleetDevice, Boolean> begun = new HashMap<>();
    private int left;
    private long progressNanos = System.nanoTime();

    Introduction(Fleet fleet) {
        strangers = new ArrayDeque<>(fleet.devices());
        left = strangers.size();
        fleet.onServed(this);
    }

    void start() {
        for (int i = 0; i < AT_ONCE; i++) {
            next();
        }
    }

    private void next() {
        FleetDevice device;
        synchronized (this) {
            device = strangers.poll();
            if (device == null) {
                return;
            }
            begun.put(device, true);
        }
        long now = System.nanoTime();
        device.at(now, stranger -> stranger.meet(now, false));
    }

    @Override
    public void ended(FleetDevice device, long sinceNanos, boolean isServed) {
        boolean isFirst;
        synchronized (this) {
            Boolean first = isServed ? begun.remove(device) : begun.replace(device, false);
            if (first == null) {
                return;
            }
            isFirst = first;
            if (isServed) {
                left--;
                progressNanos = System.nanoTime();
            }
        }
        if (isFirst) {
            next();
        }
    }

    /** Devices that have not been served yet. */
    synchronized int left() {
        return left;
    }

    /** Whether nothing has come of it for so long that nothing will. */
    synchronized boolean isStuck() {
        return left > 0 && System.nanoTime() - progressNanos > PATIENCE.toNanos();
    }
}
