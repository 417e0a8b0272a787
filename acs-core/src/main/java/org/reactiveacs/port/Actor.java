package org.reactiveacs.port;

/**
 * Who makes a change.
 *
 * @param kind what sort of actor
 * @param name the operator's token or the device's id, for the audit trail
 */
public record Actor(Kind kind, String name) {
    /** Sorts of actor. */
    public enum Kind {
        OPERATOR,
        DEVICE,
        SYSTEM
    }

    public static final Actor SYSTEM = new Actor(Kind.SYSTEM, "system");

    public static Actor operator(String name) {
        return new Actor(Kind.OPERATOR, name);
    }
}
