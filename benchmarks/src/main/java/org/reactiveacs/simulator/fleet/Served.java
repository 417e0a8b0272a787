package org.reactiveacs.simulator.fleet;

/** Hears of devices whose session ended, on their event loops. */
@FunctionalInterface
public interface Served {
    /**
     * A session is over.
     *
     * @param sinceNanos when the device first wanted what it got or still wants, by {@link System#nanoTime}
     * @param isServed whether it ended well
     */
    void ended(FleetDevice device, long sinceNanos, boolean isServed);
}
