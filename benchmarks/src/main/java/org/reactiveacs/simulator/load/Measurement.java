package org.reactiveacs.simulator.load;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.client.Ending;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Traffic;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetTallies;
import org.reactiveacs.simulator.fleet.Group;
import org.reactiveacs.simulator.fleet.Waiting;
import org.reactiveacs.simulator.tally.Latency;
import org.reactiveacs.simulator.tally.Tally;
import org.reactiveacs.simulator.wake.WakeCounts;

/** What is counted from the beginning of the load to its end, and the report of it. */
final class Measurement {
    private final LoadSettings settings;
    private final Fleet fleet;
    private final Drivers drivers;
    private final FleetTallies tallies;
    private final Instant started;
    private final long startNanos;
    private final long sentBefore;
    private final long receivedBefore;
    private long endNanos;
    private long sessions;
    private OptionalDouble recovered = OptionalDouble.empty();

    Measurement(LoadSettings settings, Fleet fleet, Drivers drivers, Instant started, long startNanos) {
        this.settings = settings;
        this.fleet = fleet;
        this.drivers = drivers;
        this.tallies = fleet.tallies();
        this.started = started;
        this.startNanos = startNanos;
        this.sentBefore = fleet.network().traffic().sent();
        this.receivedBefore = fleet.network().traffic().received();
    }

    long startNanos() {
        return startNanos;
    }

    /** The load is over; sessions under way may still end. */
    void end() {
        endNanos = System.nanoTime();
        sessions = tallies.of(Group.ORDINARY).sessions();
        if (drivers.probes() != null) {
            recovered = new Recovery(drivers.probes().samples(), startNanos).seconds(endNanos);
        }
    }

    LoadReport report(List<SecondReport> seconds) {
        Tally tally = tallies.of(Group.ORDINARY);
        Traffic traffic = fleet.network().traffic();
        Latency latency = tally.times().all();
        Latency served = tally.served().all();
        Waiting waiting = fleet.waiting();
        Waiting calls = drivers.callers() == null
                ? new Waiting(0, 0)
                : drivers.callers().waiting();
        double longest = Math.max(waiting.longestNanos(), calls.longestNanos()) / 1e6;
        double time = (endNanos - startNanos) / 1e9;
        return new LoadReport(
                settings.name(),
                settings.fleet().acsUrl(),
                started,
                rounded(time),
                settings.fleet().devices(),
                tally.sessions(),
                tally.failed(),
                tally.retries(),
                tally.failed(Ending.BUSY),
                rounded(sessions / time),
                latency.meanMs(),
                latency.p50Ms(),
                latency.p90Ms(),
                latency.p99Ms(),
                latency.p999Ms(),
                latency.maxMs(),
                served,
                waiting.devices() + calls.devices(),
                Math.max(served.maxMs(), rounded(longest)),
                traffic.sent() - sentBefore,
                traffic.received() - receivedBefore,
                tally.failures(),
                tally.rpcs(),
                tally.events(),
                broken(),
                storm(),
                probes(),
                wakes(),
                drivers.firmware() == null ? null : drivers.firmware().report(),
                sockets(),
                HeapReport.now(),
                tallies.late().all(),
                seconds);
    }

    private @Nullable BrokenReport broken() {
        int devices = (int) fleet.devices().stream()
                .filter(device -> device.group() == Group.BROKEN)
                .count();
        Tally tally = tallies.of(Group.BROKEN);
        return devices == 0 ? null : new BrokenReport(devices, tally.sessions(), tally.failed(), tally.failures());
    }

    private @Nullable StormReport storm() {
        Boots boots = drivers.boots();
        return boots == null ? null : new StormReport(boots.within(), orNull(boots.lastServedSeconds()), boots.left());
    }

    private @Nullable ProbeReport probes() {
        if (drivers.probes() == null) {
            return null;
        }
        Recovery recovery = new Recovery(drivers.probes().samples(), startNanos);
        Tally tally = tallies.of(Group.PROBE);
        return new ProbeReport(
                recovery.baseline(),
                rounded(recovery.usualMillis()),
                orNull(recovered),
                tally.failed(),
                tally.served().all());
    }

    private @Nullable WakeReport wakes() {
        if (drivers.requester() == null) {
            return null;
        }
        WakeCounts counts = drivers.requester().counts();
        return new WakeReport(
                counts.total(),
                counts.accepted(),
                counts.busy(),
                counts.refused(),
                counts.unanswered(),
                tallies.woken().all());
    }

    private SocketReport sockets() {
        Sockets sockets = fleet.network().sockets();
        return new SocketReport(sockets.limit(), sockets.most(), sockets.waited());
    }

    private static @Nullable Double orNull(OptionalDouble seconds) {
        return seconds.isPresent() ? rounded(seconds.getAsDouble()) : null;
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
