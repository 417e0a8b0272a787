package org.reactiveacs.store;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.HandOver;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Silence;

/**
 * Judges whether a device is silent: the rules that every store applies when it is time to look at one. Ordinary Informs
 * move no timer, so most looks find only that the device has called since.
 */
public final class SilenceJudge {

    /** What a look at a device comes to. */
    public sealed interface Finding {
        /** It is silent. */
        record Silent(Silence silence) implements Finding {}

        /** It is not; the time to look again. */
        record Later(Instant at) implements Finding {}

        /** It waits for an operator, another came in its place, or another ACS has it: nobody looks again until it has been let in. */
        record Unjudged() implements Finding {}

        /** It was given to another ACS by this task, and is not heard of since. */
        record Left(String task) implements Finding {}

        /** Its parameters have to be read before that can be told. */
        record TreeNeeded() implements Finding {}
    }

    /** The first sessions of a device mostly read how often it calls, so it is looked at soon after them. */
    private static final Duration FIRST_LOOK = Duration.ofHours(1);

    /** What an operator sets meanwhile is noticed so late. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration SESSION = Duration.ofMinutes(1);

    private SilenceJudge() {}

    /**
     * Looks at a device that has called and is not silent yet.
     *
     * @param said what operators said of it
     * @param tree null while it was not read, to be spared reading it as far as possible
     */
    public static Finding look(
            Device head, Registration said, @Nullable ParameterTree tree, Instant now, SilenceRules rules) {
        var handOver = said.handOver();
        if (said.retirement() != null || handOver != null && handOver.state() == HandOver.State.HANDED_OVER) {
            return new Finding.Unjudged();
        }
        if (handOver == null || handOver.state() != HandOver.State.LEAVING) {
            return look(head, tree, now, rules);
        }
        var finding = look(head, tree, now, rules.ofLeaving());
        return finding instanceof Finding.Silent ? new Finding.Left(handOver.task()) : finding;
    }

    /** For how long a device that was given to another ACS may still call here before that counts as a failure. */
    public static Duration patienceWithLeaving(Device head, ParameterTree tree, SilenceRules rules) {
        var interval = PeriodicInforms.of(head, tree).interval();
        return rules.ofLeaving().patience(interval == null ? rules.interval() : interval);
    }

    private static Finding look(Device head, @Nullable ParameterTree tree, Instant now, SilenceRules rules) {
        if (head.standing().quarantine() != null) {
            return new Finding.Unjudged();
        }
        var informs = PeriodicInforms.of(head, tree == null ? ParameterTree.EMPTY : tree);
        if (informs.off()) {
            return new Finding.Later(now.plus(LONGEST));
        }
        var last = head.contact().last();
        var interval = informs.interval();
        if (tree == null && (interval == null || !now.isBefore(last.plus(rules.patience(interval))))) {
            return new Finding.TreeNeeded();
        }
        var expected = interval == null ? rules.interval() : interval;
        var since = last.plus(rules.patience(expected));
        return now.isBefore(since)
                ? new Finding.Later(earlier(since, now.plus(LONGEST)))
                : new Finding.Silent(new Silence(last, expected, since));
    }

    /** When to look at a device that seems silent and is in a session, for a session may outlast its interval. */
    public static Finding.Later inSession(Instant now) {
        return new Finding.Later(now.plus(SESSION));
    }

    /** When to look again at a device whose records cannot be read. */
    public static Finding.Later unreadable(Instant now) {
        return new Finding.Later(now.plus(FIRST_LOOK));
    }

    /**
     * When to look at a device that was let in and at which nobody looks yet.
     *
     * @param head that Inform included
     */
    public static Instant firstLook(Device head, SilenceRules rules) {
        var interval = PeriodicInforms.of(head, ParameterTree.EMPTY).interval();
        var last = head.contact().last();
        return earlier(
                last.plus(FIRST_LOOK), last.plus(rules.patience(interval == null ? rules.interval() : interval)));
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
