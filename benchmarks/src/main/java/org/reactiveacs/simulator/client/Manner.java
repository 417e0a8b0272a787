package org.reactiveacs.simulator.client;

/**
 * How well a CPE behaves on the wire. All but {@link #ORDINARY} and {@link #SLOW} spoil the first attempt of each session,
 * with the first message that the ACS would take, and behave when they try again.
 */
public enum Manner {
    /** By the book. */
    ORDINARY,
    /** Sends each body in twenty pieces over two seconds. */
    SLOW,
    /** Sends half a message and then nothing, but leaves the connection open. */
    HALF_OPEN,
    /** Sends half a message and closes the connection. */
    CUT_OFF,
    /** Sends a message whose XML ends in the middle. */
    MALFORMED,
    /** Closes the connection when the answer comes, and has not seen it. */
    LOST_ANSWER;

    /** Whether an attempt must fail. */
    public boolean isBroken() {
        return this != ORDINARY && this != SLOW;
    }
}
