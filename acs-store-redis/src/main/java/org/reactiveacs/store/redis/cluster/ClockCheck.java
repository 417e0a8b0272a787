package org.reactiveacs.store.redis.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether this node's clock and the store's agree: deadlines are written by one and judged by the other. */
final class ClockCheck {
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private volatile Duration difference = Duration.ZERO;

    /** The store's time came in an answer: it was read at some moment between the question and now. */
    void heard(Instant store, Instant asked, Instant now) {
        if (store.isBefore(asked)) {
            difference = Duration.between(store, asked);
        } else if (store.isAfter(now)) {
            difference = Duration.between(store, now);
        } else {
            difference = Duration.ZERO;
        }
    }

    /** By how much this node is ahead for certain; negative when it is behind. */
    Duration offset() {
        return difference;
    }

    /** What is wrong, for the operator. */
    Optional<String> trouble() {
        var now = difference;
        return now.abs().compareTo(TOLERANCE) <= 0
                ? Optional.empty()
                : Optional.of("the clock of this node is %d ms %s that of Redis"
                        .formatted(now.abs().toMillis(), now.isNegative() ? "behind" : "ahead of"));
    }
}
