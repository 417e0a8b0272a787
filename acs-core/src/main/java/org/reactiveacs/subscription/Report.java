package org.reactiveacs.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How it goes with a subscription at one node.
 *
 * @param delivered events, ever
 * @param deadLettered events, ever
 * @param failingSince when the delivery failed first that nobody has answered since, null if all is well
 * @param error what was wrong last, empty if nothing ever was
 * @param deliveredAt when something was delivered last, null if never
 */
public record Report(
        long delivered,
        long deadLettered,
        @Nullable Instant failingSince,
        String error,
        @Nullable Instant deliveredAt) {

    public static final Report NONE = new Report(0, 0, null, "", null);

    public Report delivered(int events, Instant now) {
        return new Report(delivered + events, deadLettered, null, error, now);
    }

    public Report failed(String why, Instant now) {
        return new Report(delivered, deadLettered, failingSince == null ? now : failingSince, why, deliveredAt);
    }

    /** Whoever rejects something has answered: what comes next has all the time that there is. */
    public Report rejected(String why) {
        return new Report(delivered, deadLettered, null, why, deliveredAt);
    }

    /** Something is wrong that has nothing to do with who is delivered to. */
    public Report wrong(String why) {
        return new Report(delivered, deadLettered, failingSince, why, deliveredAt);
    }

    public Report buried(int events, String why) {
        return new Report(delivered, deadLettered + events, failingSince, why, deliveredAt);
    }

    /** Both together: what fails tells since when and why. */
    public Report and(Report other) {
        boolean isOthers = error.isEmpty() || failingSince == null && other.failingSince != null;
        return new Report(
                delivered + other.delivered,
                deadLettered + other.deadLettered,
                first(failingSince, other.failingSince),
                isOthers && !other.error.isEmpty() ? other.error : error,
                last(deliveredAt, other.deliveredAt));
    }

    /** Of a node that is gone: what it did counts, and that it failed does not. */
    public Report past() {
        return new Report(delivered, deadLettered, null, error, deliveredAt);
    }

    private static @Nullable Instant first(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isBefore(one) ? other : one;
    }

    private static @Nullable Instant last(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }
}
