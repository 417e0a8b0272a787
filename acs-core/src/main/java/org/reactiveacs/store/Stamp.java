package org.reactiveacs.store;

/**
 * What makes a datagram that asks a device to call a new one: the device drops those that are older than the last one, and those
 * whose id it has seen (TR-069 Annex G).
 *
 * @param ts the time, in the unit that the device wants, or later
 * @param id a number
 */
public record Stamp(long ts, long id) {

    /** The one that follows on this, at least as late as another one. */
    public Stamp next(Stamp least) {
        return new Stamp(Math.max(ts + 1, least.ts()), Math.max(id + 1, least.id()));
    }
}
