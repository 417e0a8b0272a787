package org.reactiveacs.simulator.load;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Served;

/**
 * Lets every device call once, some at a time, so that the ACS knows them all before anything is counted. One that fails
 * keeps its place until it is served, so that an ACS which turns devices away is asked for less.
 */
public final class Introduction implements Served {
    private static final int AT_ONCE = 32;
    private static final Duration PATIENCE_AT_FIRST = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2); // a 503 may ask for a minute and more

    private static final int POLL_MILLIS = 20;

    private final Queue<FleetDevice> strangers;
    private final Set<FleetDevice> begun = new HashSet<>();
    private int left;
    private boolean isAnyServed;
    private long progressNanos = System.nanoTime();

    public Introduction(Fleet fleet) {
        strangers = new ArrayDeque<>(fleet.devices());
        left = strangers.size();
        fleet.onServed(this);
    }

    /**
     * Lets every device of an idle fleet call, and waits until all of them were served.
     *
     * @throws IllegalStateException if nothing comes of it
     */
    public static void of(Fleet fleet) throws InterruptedException {
        Introduction introduction = new Introduction(fleet);
        introduction.start();
        while (introduction.left() > 0) {
            if (introduction.isStuck()) {
                throw new IllegalStateException("not all devices could call: " + fleet.progress());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Begins. */
    public void start() {
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
            begun.add(device);
        }
        long now = System.nanoTime();
        device.at(now, stranger -> stranger.meet(now, false));
    }

    @Override
    public void ended(FleetDevice device, long sinceNanos, boolean isServed) {
        synchronized (this) {
            if (!isServed || !begun.remove(device)) {
                return;
            }
            left--;
            isAnyServed = true;
            progressNanos = System.nanoTime();
        }
        next();
    }

    /** Devices that have not been served yet. */
    public synchronized int left() {
        return left;
    }

    /** Whether nothing has come of it for so long that nothing will. */
    public synchronized boolean isStuck() {
        Duration patience = isAnyServed ? PATIENCE : PATIENCE_AT_FIRST;
        return left > 0 && System.nanoTime() - progressNanos > patience.toNanos();
    }
}
