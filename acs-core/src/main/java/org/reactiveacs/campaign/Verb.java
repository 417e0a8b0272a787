package org.reactiveacs.campaign;

/** What operators order of a campaign. */
public enum Verb {
    START,
    PAUSE,
    RESUME,
    ABORT,
    /** Devices that have begun go back to what they were. */
    ROLLBACK,
    /** Devices that failed, and those that were never begun, get another chance. */
    RETRY
}
