package org.reactiveacs.simulator.load;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.reactiveacs.simulator.fleet.FleetDevice;
import org.reactiveacs.simulator.fleet.Served;
import org.reactiveacs.simulator.fleet.Waiting;

/** Devices that take turns in calling. A call that is due while none of them is free waits for one. Thread-safe. */
final class Callers implements Served {
    private final Queue<FleetDevice> free;
    private final Set<FleetDevice> calling = new HashSet<>();
    private final Queue<Long> due = new ArrayDeque<>();

    Callers(Collection<FleetDevice> devices) {
        free = new ArrayDeque<>(devices);
    }

    /** Lets the next device call; the moment is when it was to. */
    void call(long dueNanos) {
        FleetDevice device;
        synchronized (this) {
            device = free.poll();
            if (device == null) {
                due.add(dueNanos);
                return;
            }
            calling.add(device);
        }
        device.at(dueNanos, caller -> caller.call(dueNanos));
    }

    @Override
    public void ended(FleetDevice device, long sinceNanos, boolean isServed) {
        if (!isServed) {
            return;
        }
        Long next;
        synchronized (this) {
            if (!calling.contains(device)) {
                return;
            }
            next = due.poll();
            if (next == null) {
                calling.remove(device);
                free.add(device);
            }
        }
        if (next != null) {
            long dueNanos = next;
            device.at(dueNanos, caller -> caller.call(dueNanos));
        }
    }

    /** Whether a device has been told to call and has not been served since. */
    synchronized boolean isCalling(FleetDevice device) {
        return calling.contains(device);
    }

    /** When the calls were due that no device has been free for. */
    synchronized List<Long> due() {
        return List.copyOf(due);
    }

    /** Calls that are due and for which no device is free. */
    synchronized Waiting waiting() {
        Long first = due.peek();
        return new Waiting(due.size(), first == null ? 0 : Math.max(0, System.nanoTime() - first));
    }
}
