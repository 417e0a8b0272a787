package org.reactiveacs.simulator.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.tally.Latency;
import org.reactiveacs.simulator.tally.Tally;

/** What happened in each second, for the report and for people who watch. */
final class Seconds {
    private final Fleet fleet;
    private final Tally tally;
    private final List<SecondReport> seconds = new ArrayList<>();
    private long sessions;
    private long failed;
    private long retries;

    /** Looks at what is counted from now on. */
    Seconds(Fleet fleet) {
        this.fleet = fleet;
        this.tally = fleet.tallies().of(Group.ORDINARY);
    }

    /** A second is over; returns a line about it. */
    String next() {
        Latency latency = tally.times().sinceLast();
        SecondReport second = new SecondReport(
                seconds.size() + 1,
                tally.sessions() - sessions,
                tally.failed() - failed,
                tally.retries() - retries,
                fleet.open(),
                fleet.waiting().devices(),
                latency.p50Ms(),
                latency.p99Ms());
        seconds.add(second);
        sessions += second.sessions();
        failed += second.failed();
        retries += second.retries();
        int forSockets = fleet.network().sockets().waiting();
        return String.format(
                Locale.ROOT,
                "%4d s: %6d sessions/s, p50 %.1f ms, p99 %.1f ms, %d open, %d want one, %d ended well, %d failed%s%s",
                second.second(),
                second.sessions(),
                second.p50Ms(),
                second.p99Ms(),
                second.open(),
                second.waiting(),
                sessions,
                failed,
                forSockets == 0
                        ? ""
                        : ", " + forSockets + " wait for a socket, of which there may be "
                                + fleet.network().sockets().limit(),
                failed == 0 ? "" : ", last failure: " + tally.lastFailure());
    }

    List<SecondReport> all() {
        return List.copyOf(seconds);
    }
}
