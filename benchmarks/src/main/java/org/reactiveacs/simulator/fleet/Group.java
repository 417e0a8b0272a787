package org.reactiveacs.simulator.fleet;

/** Which devices are counted together. */
public enum Group {
    /** What the fleet is about. */
    ORDINARY,
    /** Those that do not behave, lest their failures pass for the server's. */
    BROKEN,
    /** Those that ask how an ordinary device fares meanwhile. */
    PROBE
}
