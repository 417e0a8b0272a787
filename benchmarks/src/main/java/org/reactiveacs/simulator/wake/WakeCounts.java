package org.reactiveacs.simulator.wake;

import java.util.concurrent.atomic.LongAdder;

/** What became of connection requests. Thread-safe. */
public final class WakeCounts {
    static final int NOTHING = 0;
    static final int OK = 200;
    private static final int BUSY = 503;

    private final LongAdder sent = new LongAdder();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    void sent() {
        sent.increment();
    }

    void answered(int status) {
        switch (status) {
            case OK -> accepted.increment();
            case BUSY -> busy.increment();
            case NOTHING -> unanswered.increment();
            default -> refused.increment();
        }
    }

    /** All that were begun. */
    public long total() {
        return sent.sum();
    }

    /** The device said that it will call. */
    public long accepted() {
        return accepted.sum();
    }

    /** The device was in a session. */
    public long busy() {
        return busy.sum();
    }

    /** The device said no, or the proof was wrong. */
    public long refused() {
        return refused.sum();
    }

    /** No answer came. */
    public long unanswered() {
        return unanswered.sum();
    }
}
