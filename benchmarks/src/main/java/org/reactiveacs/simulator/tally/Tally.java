package org.reactiveacs.simulator.tally;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.reactiveacs.simulator.client.Ending;
import org.reactiveacs.simulator.client.Outcome;

/**
 * What a group of devices did. Written by any thread; times are read by one.
 *
 * <p>The time of a session runs from the moment for which it was scheduled, so that a load that falls behind its schedule
 * shows it (no coordinated omission).
 */
public final class Tally {
    private final LongAdder sessions = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final Failures failures = new Failures();
    private final Counts rpcs = new Counts();
    private final Counts events = new Counts();
    private final Times times = new Times();
    private final Times served = new Times();

    /**
     * A session is over.
     *
     * @param nanos since it was to begin
     * @param isRetry whether one before it had failed
     */
    public void ended(Outcome outcome, long nanos, boolean isRetry) {
        if (isRetry) {
            retries.increment();
        }
        if (outcome.isSuccessful()) {
            sessions.increment();
            times.add(nanos);
        } else {
            failed.increment();
            failures.add(outcome.ending(), outcome.reason());
        }
    }

    /** A device has told the ACS what it had to tell, so long after it first wanted to. */
    public void served(long nanos) {
        served.add(nanos);
    }

    /** A device has answered a request of the ACS. */
    public void answered(String rpc) {
        rpcs.add(rpc);
    }

    /** The ACS took an Inform with an event. */
    public void informed(String eventCode) {
        events.add(eventCode);
    }

    /** Sessions that ended well. */
    public long sessions() {
        return sessions.sum();
    }

    /** Sessions that did not. */
    public long failed() {
        return failed.sum();
    }

    /** Sessions that were tried again. */
    public long retries() {
        return retries.sum();
    }

    /** Sessions that failed in one way. */
    public long failed(Ending ending) {
        return failures.of(ending);
    }

    /** Why the last failed session did; empty when none has. */
    public String lastFailure() {
        return failures.last();
    }

    public Map<String, FailureCount> failures() {
        return failures.report();
    }

    public Map<String, Long> rpcs() {
        return rpcs.report();
    }

    public Map<String, Long> events() {
        return events.report();
    }

    /** Of sessions that ended well. */
    public Times times() {
        return times;
    }

    /** From when a device first wanted a session until one ended well. */
    public Times served() {
        return served;
    }
}
