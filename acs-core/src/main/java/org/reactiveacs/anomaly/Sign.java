package org.reactiveacs.anomaly;

import java.time.Instant;
import org.reactiveacs.anomaly.AnomalyRules.Often;

/**
 * How often something was seen of a device.
 *
 * @param kind what it is a sign of
 * @param rule how often is too often
 * @param count how often it was, within the rule's time
 * @param last when it was seen last
 * @param reason for people
 */
public record Sign(AnomalyKind kind, Often rule, int count, Instant last, String reason) {

    /** Whether that is too often. */
    public boolean isOdd() {
        return !rule.isOff() && count >= rule.times();
    }

    /** Whether what was odd is over. Between the two nothing changes, so that no anomaly comes and goes with each session. */
    public boolean isCalm() {
        return rule.isOff() || 2 * count < rule.times();
    }
}
