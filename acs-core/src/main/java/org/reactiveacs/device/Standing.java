package org.reactiveacs.device;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What sessions hold of a device, besides what it told.
 *
 * @param staleBefore what was read before this is not to be believed: the device was reset or has other firmware
 * @param ourKey the ParameterKey that the last confirmed call of ours left on the device, empty when none
 * @param resetSentAt when a FactoryReset of ours was last sent, so that the BOOTSTRAP it brings is expected
 * @param quarantine set while the device is only answered, not served
 * @param duplicate what makes us think that two boxes share this identity; null when nothing does
 * @param otherBox the product class and MAC that the identity had before its present ones, null when it never changed
 * @param quirks kinds of deviation that were seen of it
 * @param lostAt when it last showed that it may have lost what we set: with a BOOTSTRAP, or a ParameterKey that is not ours; null never
 * @param settled how it stands with the policies that are meant for it
 */
public record Standing(
        @Nullable Instant staleBefore,
        String ourKey,
        @Nullable Instant resetSentAt,
        @Nullable Quarantine quarantine,
        @Nullable String duplicate,
        @Nullable Box otherBox,
        Set<String> quirks,
        @Nullable Instant lostAt,
        Settled settled) {

    /**
     * Why and since when a device is not served.
     *
     * @param reason for the operator
     * @param since an operator's release counts if it is later
     */
    public record Quarantine(String reason, Instant since) {}

    /** What tells one box from another that claims the same identity; empty texts where the Inform did not tell. */
    public record Box(String productClass, String mac) {}

    public static final Standing FRESH = new Standing(null, "", null, null, null, null, Set.of(), null, Settled.NONE);

    /** How a suspicion begins that rests on two boxes seen in turn, and not on sessions alone. */
    private static final String IN_TURN = "seen in turn as ";

    public Standing {
        quirks = Set.copyOf(quirks);
    }

    public Standing stale(Instant before) {
        return new Standing(before, "", resetSentAt, quarantine, duplicate, otherBox, quirks, lostAt, settled);
    }

    public Standing withOurKey(String key) {
        return new Standing(staleBefore, key, resetSentAt, quarantine, duplicate, otherBox, quirks, lostAt, settled);
    }

    public Standing resetSent(Instant at) {
        return new Standing(staleBefore, ourKey, at, quarantine, duplicate, otherBox, quirks, lostAt, settled);
    }

    public Standing quarantined(@Nullable Quarantine why) {
        return new Standing(staleBefore, ourKey, resetSentAt, why, duplicate, otherBox, quirks, lostAt, settled);
    }

    public Standing seenAs(@Nullable Box other, @Nullable String suspicion) {
        return new Standing(staleBefore, ourKey, resetSentAt, quarantine, suspicion, other, quirks, lostAt, settled);
    }

    /**
     * One box was seen, then another, and now the first again.
     *
     * @param boxes both of them, in words
     */
    public Standing seenInTurn(@Nullable Box other, String boxes) {
        return seenAs(other, IN_TURN + boxes);
    }

    /** Whether two boxes were seen in turn under this identity. */
    public boolean isSeenInTurn() {
        return duplicate != null && duplicate.startsWith(IN_TURN);
    }

    public Standing withQuirks(Set<String> more) {
        if (quirks.containsAll(more)) {
            return this;
        }
        var all = new TreeSet<>(quirks);
        all.addAll(more);
        return new Standing(staleBefore, ourKey, resetSentAt, quarantine, duplicate, otherBox, all, lostAt, settled);
    }

    /** What we set may be gone. */
    public Standing lost(Instant at) {
        return new Standing(staleBefore, ourKey, resetSentAt, quarantine, duplicate, otherBox, quirks, at, settled);
    }

    public Standing settled(Settled next) {
        return new Standing(staleBefore, ourKey, resetSentAt, quarantine, duplicate, otherBox, quirks, lostAt, next);
    }
}
