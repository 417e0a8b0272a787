package org.reactiveacs.simulator.scenario;

import java.util.random.RandomGenerator;

/** How moments are spread over time. */
public enum Arrival {
    /** As far from one another as can be. */
    EVEN,
    /** Each on its own, so that some come close together, as the calls of real devices do. */
    POISSON;

    /** The time to the next of events that come at a rate. */
    public long gapNanos(double perSecond, RandomGenerator random) {
        double mean = 1e9 / perSecond;
        return Math.round(this == EVEN ? mean : -mean * Math.log(1 - random.nextDouble()));
    }

    /** The place of one of many within a time that all of them share, from 0 to 1. */
    public double place(int index, int of, RandomGenerator random) {
        return this == EVEN ? (double) index / of : random.nextDouble();
    }
}
