package org.reactiveacs.endpoint;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.load.Headroom;
import org.reactiveacs.load.Load;

/**
 * Lets a new session in while there is room and we are not too busy, and none any more once the node is to stop. Sessions
 * under way are never asked. Thread-safe.
 */
final class Admission implements Headroom {

    private static final String OVERLOAD = "overload";

    /** How often it is looked whether sessions have run out of time, of which nobody tells. */
    private static final long LOOK_EVERY_MILLIS = 100;

    private final int maxSessions;
    private final IntSupplier openSessions;
    private final BooleanSupplier storeReady;
    private final Load load;
    private final AtomicInteger inHand = new AtomicInteger();
    private final LongAdder late = new LongAdder();
    private final LongAdder refusals = new LongAdder();
    private volatile boolean closed;

    /**
     * @param maxSessions sessions that may be open at once
     * @param openSessions how many are
     * @param storeReady whether the store takes writes
     * @param load how busy we are
     */
    Admission(int maxSessions, IntSupplier openSessions, BooleanSupplier storeReady, Load load) {
        this.maxSessions = maxSessions;
        this.openSessions = openSessions;
        this.storeReady = storeReady;
        this.load = load;
    }

    /** Why a new session is not let in, in a word; null when it is. To be asked once for each, for those who come late are counted. */
    @Nullable
    String refusal() {
        var reason = reason();
        if (reason != null) {
            refusals.increment();
            if (closed) {
                late.increment();
            }
        }
        return reason;
    }

    private @Nullable String reason() {
        if (closed) {
            return "stopping";
        }
        if (!storeReady.getAsBoolean()) {
            return "store";
        }
        if (openSessions.getAsInt() >= maxSessions) {
            return "full";
        }
        return load.refusesNew() ? OVERLOAD : null;
    }

    /** Whether a new session is not let in because we are too busy, and for no other reason. */
    boolean isOverloaded() {
        return OVERLOAD.equals(reason());
    }

    @Override
    public boolean isShut() {
        var reason = reason();
        return reason != null && !reason.equals(OVERLOAD);
    }

    @Override
    public boolean hasRoom() {
        return reason() == null && openSessions.getAsInt() <= maxSessions / 4 * 3 && load.hasRoom();
    }

    @Override
    public long refusals() {
        return refusals.sum() + load.crowdedLooks();
    }

    /** Whether nobody is let in, however little there is to do. A node that is to stop still tells so to all who come. */
    boolean takesNobody() {
        return !closed && (!storeReady.getAsBoolean() || openSessions.getAsInt() >= maxSessions);
    }

    /** Somebody was told so, which took this long. What is spent on that is limited, but not once the node is to stop. */
    void refused(long nanos) {
        if (!closed) {
            load.refused(nanos);
        }
    }

    /** From now on no new session is let in. */
    void close() {
        closed = true;
    }

    /** How many came all the same, and were refused. */
    long late() {
        return late.sum();
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * A message is here whole, and is being answered. Said before {@link #isClosed} is asked about it.
     */
    Turn taken() {
        inHand.incrementAndGet();
        return new Turn(load);
    }

    /** Its answer is on its way, or will never be. */
    void answered() {
        inHand.decrementAndGet();
        if (closed) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /**
     * Waits until the last session has ended and its answer is out; to be asked after {@link #close}.
     *
     * @param sessions how many are under way
     * @return whether that came within the time
     */
    synchronized boolean awaitEnd(IntSupplier sessions, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (isBusy(sessions)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(Math.min(left, LOOK_EVERY_MILLIS));
        }
        return true;
    }

    /**
     * Messages are looked at before sessions, for one in hand may open a session, and after them, for one that has just
     * ended a session is still to be answered.
     */
    private boolean isBusy(IntSupplier sessions) {
        return inHand.get() > 0 || sessions.getAsInt() > 0 || inHand.get() > 0;
    }
}
