package org.reactiveacs.anomaly;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Earlier;
import org.reactiveacs.store.Opened;

/**
 * Tells at each session whether a device is worth a look at all. It looks at the newest two visits alone, for those are at hand, and
 * ordinary devices call so seldom that nothing more is ever looked at.
 */
public final class FirstLook {
    private final AnomalyRules rules;
    private final Duration boot;
    private final Duration close;
    private final Duration elsewhere;

    public FirstLook(AnomalyRules rules) {
        this.rules = rules;
        this.boot = rules.reboots().isOff() ? Duration.ZERO : rules.reboots().within();
        // At least half of the sessions of a storm that goes on come within twice its mean distance.
        var storm = rules.sessions();
        this.close =
                storm.isOff() ? Duration.ZERO : storm.within().multipliedBy(2).dividedBy(storm.times());
        this.elsewhere = longer(within(rules.addresses()), within(rules.duplicates()));
    }

    private static Duration within(AnomalyRules.Often rule) {
        return rule.isOff() ? Duration.ZERO : rule.within();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    /** Whether the visits of a device that has just called may be too many of something. */
    public boolean isWorthwhile(Device head) {
        var visits = head.visits();
        if (visits.size() < 2) {
            return false;
        }
        var now = visits.get(0);
        var before = visits.get(1);
        var gap = Duration.between(before.at(), now.at());
        return gap.compareTo(close) < 0
                || gap.compareTo(boot) < 0 && now.events().contains(VisitSigns.BOOT)
                || gap.compareTo(elsewhere) < 0 && !now.peer().equals(before.peer());
    }

    /** Whether this session has shown two boxes in turn, by their MAC or product class. */
    public boolean showsTwoBoxes(Opened opened) {
        var head = opened.device();
        return head != null
                && !rules.duplicates().isOff()
                && head.standing().isSeenInTurn()
                && !isKnown(opened.before(), head);
    }

    private static boolean isKnown(@Nullable Earlier before, Device head) {
        var why = head.standing().duplicate();
        return before == null || why == null || why.equals(before.duplicate());
    }
}
