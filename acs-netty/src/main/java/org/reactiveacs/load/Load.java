package org.reactiveacs.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.reactiveacs.metrics.AcsMetrics;
import org.reactiveacs.metrics.LoadFigures;

/** The messages in hand, and whether more may come. Thread-safe; {@link LoadWatch} keeps it up to date. */
public final class Load implements LoadFigures {

    /**
     * What is measured of a refusal is the answer. That its connection is accepted, looked at and closed takes one and a half
     * times as long again: 17 of 29 microseconds, measured.
     */
    private static final double WITH_CONNECTION = 2.5;

    private final LoadRules rules;
    private final AcsMetrics metrics;
    private final RefusalBudget budget;
    private final AtomicInteger messages = new AtomicInteger();
    private final LongAdder answered = new LongAdder();
    private final AtomicLong crowded = new AtomicLong();
    private volatile LoadState state;
    private volatile Runnable whenSpent = () -> {};

    public Load(LoadRules rules, AcsMetrics metrics) {
        this.rules = rules;
        this.metrics = metrics;
        this.budget = new RefusalBudget(rules);
        this.state = LoadState.atStart(rules);
    }

    /**
     * A message is here whole, and is being answered.
     *
     * @return the time, to be given to {@link #answered}
     */
    public long taken() {
        messages.incrementAndGet();
        return System.nanoTime();
    }

    /** Its answer is ready, or will never be. */
    public void answered(long since) {
        messages.decrementAndGet();
        answered.increment();
        metrics.answered(Duration.ofNanos(System.nanoTime() - since));
    }

    /** Whether a new session is one too many. */
    public boolean refusesNew() {
        return rules.enabled() && state.refuses(messages.get(), budget.isLeft());
    }

    /** Whether so little is in hand that whoever brings sessions may bring more. */
    public boolean hasRoom() {
        return state.hasRoom(messages.get(), rules);
    }

    /** Somebody was refused, and answering that took so long. */
    public void refused(long nanos) {
        long all = (long) (nanos * WITH_CONNECTION);
        metrics.refusing(all / (double) TimeUnit.SECONDS.toNanos(1));
        if (budget.spend(all)) {
            whenSpent.run();
        }
    }

    /** Names what is to be done as soon as there is no time left for refusing; must not block. */
    void whenSpent(Runnable task) {
        whenSpent = task;
    }

    /** A while has passed. */
    void look(long nanos, long lagNanos, KernelQueue.Reading queue) {
        budget.earn(nanos);
        state = state.after(new LoadState.Look(nanos, answered.sumThenReset(), lagNanos, queue), rules);
        if (queue.isNearlyFull()) {
            crowded.incrementAndGet();
        }
    }

    /** How many connections the kernel is to hold, at least so many. */
    int wantedBacklog(int least) {
        return state.backlog(rules, least);
    }

    /** Looks at the kernel's queue so far in which it was nearly full: then it may have turned somebody away. */
    public long crowdedLooks() {
        return crowded.get();
    }

    /** Whether there is still time to tell people that they are refused. */
    boolean hasTimeToRefuse() {
        return budget.isLeft();
    }

    /** Whether there are as many messages as may be, or were and are not much fewer now. */
    boolean isFull(boolean wasFull) {
        int now = messages.get();
        return rules.enabled() && (wasFull ? !state.hasRoomAgain(now) : state.isFull(now));
    }

    @Override
    public int messages() {
        return messages.get();
    }

    @Override
    public int limit() {
        return state.limit();
    }

    @Override
    public double lagSeconds() {
        return state.lagNanos() / (double) TimeUnit.SECONDS.toNanos(1);
    }

    @Override
    public int waiting() {
        return state.queue().waiting();
    }

    @Override
    public int backlog() {
        return state.queue().room();
    }
}
