package org.reactiveacs.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.anomaly.AnomalyRules.Often;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Visit;

/**
 * What the visits of a device tell, which stand in its head whichever nodes it visited: how often it restarted, called and changed its
 * address of late. What we asked it for does not count.
 */
public final class VisitSigns {

    static final String BOOT = "1 BOOT";

    private static final String PERIODIC = "2 PERIODIC";

    /** Whoever is called, or reports what was ordered, comes since he was asked to. */
    private static final Set<String> ASKED = Set.of(
            "6 CONNECTION REQUEST", "7 TRANSFER COMPLETE", "8 DIAGNOSTICS COMPLETE", "11 DU STATE CHANGE COMPLETE");

    private static final String METHOD = "M ";

    private final Device head;
    private final Instant now;
    private final List<Visit> visits;

    private VisitSigns(Device head, Instant now) {
        this.head = head;
        this.now = now;
        this.visits = List.copyOf(head.visits()); // They are packed in a head, and unpacked once so.
    }

    /**
     * Counts.
     *
     * @param tree what is known of the device's parameters, {@link ParameterTree#EMPTY} to do without
     * @return a sign of each kind that visits tell of, most of them of nothing
     */
    public static List<Sign> of(Device head, ParameterTree tree, Instant now, AnomalyRules rules) {
        var signs = new VisitSigns(head, now);
        return List.of(
                signs.reboots(rules.reboots()),
                signs.sessions(rules.sessions(), tree),
                signs.duplicates(rules.duplicates()),
                signs.flapping(rules));
    }

    /** The sign of one kind that visits tell of, as {@link #of(Device, ParameterTree, Instant, AnomalyRules)} has it among all. */
    public static Sign of(AnomalyKind kind, Device head, ParameterTree tree, Instant now, AnomalyRules rules) {
        var signs = new VisitSigns(head, now);
        return switch (kind) {
            case REBOOT_LOOP -> signs.reboots(rules.reboots());
            case INFORM_STORM -> signs.sessions(rules.sessions(), tree);
            case DUPLICATE_IDENTITY -> signs.duplicates(rules.duplicates());
            case FLAPPING_ADDRESS -> signs.flapping(rules);
            case SILENT, CREDENTIAL_FAILURES, EVENT_MIX ->
                throw new IllegalArgumentException("visits tell nothing of " + kind);
        };
    }

    /** Whether nothing that we ordered brings a session about. */
    public static boolean isUnasked(List<String> events) {
        // Every session asks this.
        for (var event : events) {
            if (ASKED.contains(event) || event.startsWith(METHOD)) {
                return false;
            }
        }
        return true;
    }

    private Sign none(AnomalyKind kind, Often rule) {
        return new Sign(kind, rule, 0, head.contact().last(), "");
    }

    private boolean isWithin(Visit visit, Often rule) {
        return visit.at().isAfter(now.minus(rule.within()));
    }

    /** A device that tries again tells of the same restart once more. */
    private Sign reboots(Often rule) {
        var boots = visits.stream()
                .filter(visit -> isWithin(visit, rule)
                        && visit.retryCount() == 0
                        && visit.events().contains(BOOT)
                        && isUnasked(visit.events()))
                .toList();
        return boots.isEmpty()
                ? none(AnomalyKind.REBOOT_LOOP, rule)
                : new Sign(
                        AnomalyKind.REBOOT_LOOP,
                        rule,
                        boots.size(),
                        boots.get(0).at(),
                        "restarted " + times(boots.size(), rule) + ", and nobody asked it to");
    }

    /** A device that was told to call so often does what it was told. */
    private Sign sessions(Often rule, ParameterTree tree) {
        var interval = interval(tree);
        boolean isOrdered = interval != null
                && !rule.isOff()
                && interval.multipliedBy(rule.times()).compareTo(rule.within()) <= 0;
        var unasked = visits.stream()
                .filter(visit -> isWithin(visit, rule)
                        && isUnasked(visit.events())
                        && !(isOrdered && visit.events().contains(PERIODIC)))
                .toList();
        return unasked.isEmpty()
                ? none(AnomalyKind.INFORM_STORM, rule)
                : new Sign(
                        AnomalyKind.INFORM_STORM,
                        rule,
                        unasked.size(),
                        unasked.get(0).at(),
                        "opened a session " + times(unasked.size(), rule) + ", and nobody asked it to; the last with "
                                + String.join(", ", unasked.get(0).events()));
    }

    /** At which it was told to call, as far as is known. What visits show would excuse every storm. */
    private @Nullable Duration interval(ParameterTree tree) {
        for (var model : DataModel.values()) {
            var path = model.root() + "ManagementServer.PeriodicInformInterval";
            Parameter parameter = head.reported().get(path);
            parameter = parameter == null ? tree.get(path) : parameter;
            var text = parameter == null ? null : parameter.value();
            if (text != null && text.strip().matches("[1-9][0-9]{0,8}")) {
                return Duration.ofSeconds(Long.parseLong(text.strip()));
            }
        }
        return null;
    }

    /** Two boxes have two addresses: that is told once. */
    private Sign flapping(AnomalyRules rules) {
        var changes = addresses(rules.addresses());
        return changes.count() > 0 && duplicates(rules.duplicates()).isOdd()
                ? none(AnomalyKind.FLAPPING_ADDRESS, rules.addresses())
                : changes;
    }

    /** Between visits of the same address family: a device with both calls now by one and now by the other. */
    private Sign addresses(Often rule) {
        int changes = changes(rule, false) + changes(rule, true);
        return changes == 0
                ? none(AnomalyKind.FLAPPING_ADDRESS, rule)
                : new Sign(
                        AnomalyKind.FLAPPING_ADDRESS,
                        rule,
                        changes,
                        visits.get(0).at(),
                        "changed its address " + times(changes, rule) + ", the last to "
                                + visits.get(0).peer());
    }

    private int changes(Often rule, boolean six) {
        int changes = 0;
        @Nullable String later = null;
        for (var visit : visits) {
            if (isSix(visit) != six) {
                continue;
            }
            if (!isWithin(visit, rule)) {
                break;
            }
            changes += later != null && !later.equals(visit.peer()) ? 1 : 0;
            later = visit.peer();
        }
        return changes;
    }

    private static boolean isSix(Visit visit) {
        return visit.peer().indexOf(':') >= 0;
    }

    /** Two boxes cut off each other's sessions; one that moves has no session at the address that it left. */
    private Sign duplicates(Often rule) {
        int turns = 0;
        @Nullable Visit newest = null;
        for (int i = 0; i + 2 < visits.size() && isWithin(visits.get(i), rule); i++) {
            var now = visits.get(i);
            var other = visits.get(i + 1);
            var same = visits.get(i + 2);
            boolean inTurn = other.end() == Visit.End.SUPERSEDED
                    && same.end() == Visit.End.SUPERSEDED
                    && now.peer().equals(same.peer())
                    && !now.peer().equals(other.peer())
                    && isSix(now) == isSix(other);
            turns += inTurn ? 1 : 0;
            newest = inTurn && newest == null ? now : newest;
        }
        if (newest == null) {
            return none(AnomalyKind.DUPLICATE_IDENTITY, rule);
        }
        return new Sign(
                AnomalyKind.DUPLICATE_IDENTITY,
                rule,
                turns,
                newest.at(),
                "sessions from " + newest.peer() + " and from another address cut each other off "
                        + times(turns, rule));
    }

    private static String times(int count, Often rule) {
        return count + " times within " + Durations.text(rule.within());
    }
}
