package org.reactiveacs.simulator.cpe;

/** What newer devices can do besides; those of TR-098 cannot. */
public enum Ability {
    /** Aliases in the place of instance numbers (TR-069 A6 §3.6.1). */
    ALIASES,
    /** {@code *} in the place of all instances (TR-069 A6 §3.6.2). */
    WILDCARDS
}
