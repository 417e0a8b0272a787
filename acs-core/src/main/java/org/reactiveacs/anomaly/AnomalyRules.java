package org.reactiveacs.anomaly;

import java.time.Duration;

/**
 * From when on something is wrong.
 *
 * @param reboots restarts that nobody asked for
 * @param sessions of one device that nobody asked for
 * @param addresses changes of a device's address
 * @param duplicates times that sessions from two addresses cut each other off
 * @param failures attempts to call as a device that were refused at one node
 * @param mix of the fleet's events
 */
public record AnomalyRules(Often reboots, Often sessions, Often addresses, Often duplicates, Often failures, Mix mix) {

    public static final AnomalyRules DEFAULT = new AnomalyRules(
            new Often(5, Duration.ofHours(1)),
            new Often(20, Duration.ofMinutes(10)),
            new Often(6, Duration.ofHours(6)),
            new Often(3, Duration.ofHours(1)),
            new Often(10, Duration.ofHours(1)),
            new Mix(200, 20));

    /**
     * How often within how long. It is over once it was less than half as often within the same time.
     *
     * @param times 0 for never
     */
    public record Often(int times, Duration within) {
        /** Whether nobody looks. */
        public boolean isOff() {
            return times == 0;
        }
    }

    /**
     * When the fleet's events have changed.
     *
     * @param sessions fewer in {@link EventMix#INTERVAL} tell nothing; 0 to look at nothing
     * @param points of a hundred that an event's share must have grown by
     */
    public record Mix(int sessions, int points) {
        /** Whether nobody looks. */
        public boolean isOff() {
            return sessions == 0;
        }
    }
}
