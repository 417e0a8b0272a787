package org.reactiveacs.load;

/**
 * How things stand.
 *
 * @param limit messages that may be in hand
 * @param lagNanos how late the slowest event loop is
 * @param throughput of messages
 * @param queue of the kernel
 */
record LoadState(int limit, long lagNanos, Throughput throughput, KernelQueue queue) {

    static LoadState atStart(LoadRules rules) {
        return new LoadState(rules.limit(0, 0), 0, Throughput.NONE, KernelQueue.UNKNOWN);
    }

    /** What was seen in a while. */
    record Look(long nanos, long answered, long lagNanos, KernelQueue.Reading queue) {}

    LoadState after(Look look, LoadRules rules) {
        var now = throughput.after(look.answered(), look.nanos());
        return new LoadState(
                rules.limit(now.perSecond(), look.lagNanos()),
                look.lagNanos(),
                now,
                queue.after(look.queue(), look.nanos(), rules.target().toNanos()));
    }

    int backlog(LoadRules rules, int least) {
        return rules.backlog(throughput.perSecond(), least);
    }

    /** Whether there are as many messages as may be. */
    boolean isFull(int messages) {
        return messages >= limit;
    }

    /** Whether a listener that stopped for being full may go on: somewhat below the limit, so that it does not flap. */
    boolean hasRoomAgain(int messages) {
        return messages < limit - limit / 10;
    }

    /**
     * Whether we are far enough from refusing anybody that more may be brought, which arrives later than it is brought: no more than a
     * quarter of what may be in hand is, no more than a quarter of the kernel's queue is taken, and nobody lies unseen for long.
     */
    boolean hasRoom(int messages, LoadRules rules) {
        return messages <= limit / 4
                && queue.waiting() <= queue.room() / 4
                && lagNanos <= rules.target().toNanos() / 6;
    }

    /**
     * Whether a new session is refused: when we are full; and, as long as there is time for refusals, when the kernel's
     * queue stands, for then there are more than can be served. Without time for it they wait there.
     */
    boolean refuses(int messages, boolean hasTimeToRefuse) {
        return isFull(messages) || queue.standing() && hasTimeToRefuse;
    }
}
