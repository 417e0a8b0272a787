package org.reactiveacs.policy.desired;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Compliance;

/**
 * What need not be remembered any more of how policies fared. What a policy had done that is written, though not meant for this session,
 * stays: another session may be one that it is meant for, and what is done once is not to be done again.
 *
 * @param written the names of all policies that there are, as this node knows them
 * @param staleBefore before when what was read says nothing any more, null if all of it counts
 * @param now the time
 */
record Forgetting(Set<String> written, @Nullable Instant staleBefore, Instant now) {

    /** A node that has not seen a new policy yet must not have forgotten what another node ordered for it. */
    static final Duration NEW_FOR = Duration.ofHours(1);

    static Forgetting of(Matched matched, Seen seen) {
        return new Forgetting(matched.written(), seen.device().standing().staleBefore(), seen.now());
    }

    /** Whether something is to be kept that nobody wants in this session. */
    boolean isKept(Compliance.Entry entry) {
        return written.contains(entry.policy()) || isNew(entry);
    }

    private boolean isNew(Compliance.Entry entry) {
        boolean isOrder = entry.kind() == Compliance.Kind.ORDERED || entry.kind() == Compliance.Kind.DONE;
        return isOrder && now.isBefore(entry.at().plus(NEW_FOR));
    }

    /** What is kept where no policy is meant for the session. */
    Compliance of(Compliance compliance) {
        var kept = new HashSet<String>();
        compliance.entries().forEach((subject, entry) -> {
            if (isKept(entry)) {
                kept.add(subject);
            }
        });
        return compliance.retaining(kept, reads(compliance));
    }

    /** The subtrees of which the last reading still says something; others are read again in any case. */
    Set<String> reads(Compliance compliance) {
        var kept = new HashSet<String>();
        compliance.read().forEach((path, at) -> {
            if (Known.isAfter(at, staleBefore)) {
                kept.add(path);
            }
        });
        return kept;
    }

    /** When something can be forgotten that is kept only because it is new; null if nothing is. */
    @Nullable
    Instant again(Compliance compliance) {
        Instant first = null;
        for (var entry : compliance.entries().values()) {
            if (!written.contains(entry.policy()) && isNew(entry)) {
                var at = entry.at().plus(NEW_FOR);
                first = first == null || at.isBefore(first) ? at : first;
            }
        }
        return first;
    }
}
