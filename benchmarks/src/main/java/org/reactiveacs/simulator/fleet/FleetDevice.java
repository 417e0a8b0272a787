package org.reactiveacs.simulator.fleet;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.EventStruct;
import org.reactiveacs.simulator.client.CpeLine;
import org.reactiveacs.simulator.client.Outcome;
import org.reactiveacs.simulator.client.SessionListener;
import org.reactiveacs.simulator.client.SessionRun;
import org.reactiveacs.simulator.cpe.Transfer;
import org.reactiveacs.simulator.cpe.VirtualCpe;

/**
 * One device of a fleet on its event loop: does what its brain says is due. {@link #at} may be called by any thread, all
 * else on the event loop.
 */
public final class FleetDevice implements SessionListener {
    private static final byte[] NOTHING = {};
    private static final String WOKEN = "6 CONNECTION REQUEST";
    private static final String DOWNLOADED = "M Download";

    private final Fleet fleet;
    private final Group group;
    private final CpeLine line;
    private final VirtualCpe cpe;
    private final Since since = new Since();
    private @Nullable ScheduledFuture<?> wake;
    private long plannedNanos;
    private long attemptNanos;
    private long wokenNanos;
    private long downloadNanos;
    private boolean inSession;
    private boolean hasMet;

    FleetDevice(Fleet fleet, Group group, CpeLine line, VirtualCpe cpe) {
        this.fleet = fleet;
        this.group = group;
        this.line = line;
        this.cpe = cpe;
    }

    void start() {
        hasMet = true;
        line.loop().execute(this::scheduleNext);
    }

    /** Lets something happen to the device at a moment by {@link System#nanoTime}, or now if that is past. */
    public void at(long nanos, Consumer<FleetDevice> what) {
        long wait = nanos - System.nanoTime();
        if (wait > 0) {
            line.loop().schedule(() -> what.accept(this), wait, TimeUnit.NANOSECONDS);
        } else {
            line.loop().execute(() -> what.accept(this));
        }
    }

    /** Calls for the first time. */
    public void meet(long dueNanos, boolean periodically) {
        hasMet = true;
        cpe.firstCall(fleet.clock().instant(), periodically);
        want(dueNanos);
    }

    /** Calls as if its interval were over. */
    public void call(long dueNanos) {
        cpe.periodicCall();
        want(dueNanos);
    }

    /** Boots, because the power is back. */
    public void boot(long dueNanos) {
        cpe.powerCycle(fleet.clock().instant());
        want(dueNanos);
    }

    /**
     * Changes a value by its own doing.
     *
     * @param parameter its path below the root object
     */
    public void change(long dueNanos, String parameter, String value) {
        cpe.change(cpe.root() + parameter, value);
        want(dueNanos);
    }

    /** Begins its periodic Informs, the first one at a moment. */
    public void callPeriodically(long firstNanos) {
        if (!hasMet) {
            at(firstNanos, stranger -> stranger.meet(firstNanos, true));
            return;
        }
        cpe.startPeriod(fleet.clock().instant(firstNanos).minus(fleet.options().interval()));
        scheduleNext();
    }

    /** A connection request came that proved who sent it; false when the device is in a session. */
    public boolean wakeUp(long nanos) {
        if (!cpe.connectionRequested()) {
            return false;
        }
        if (wokenNanos == 0) {
            wokenNanos = nanos;
        }
        want(nanos);
        return true;
    }

    /** Takes a moment for that of the next connection request; 0 for its arrival. */
    public void wakeAnnounced(long nanos) {
        wokenNanos = nanos;
    }

    /** Whoever has never called does so with the first occasion. */
    private void want(long dueNanos) {
        if (!hasMet) {
            meet(dueNanos, false);
            return;
        }
        since.want(dueNanos, inSession);
        scheduleNext();
    }

    /** Since when it wants a session that it has not had yet, by {@link System#nanoTime}; 0 for none. Any thread may ask. */
    public long waitsSinceNanos() {
        return since.nanos();
    }

    private void act() {
        wake = null;
        if (fleet.isStopping()) {
            return;
        }
        Instant now = fleet.clock().instant();
        cpe.startTransfer(now).ifPresent(this::move);
        if (!cpe.nextCall().isAfter(now)) {
            attemptNanos = since.begin(plannedNanos);
            fleet.tallies().late().add(System.nanoTime() - plannedNanos);
            inSession = true;
            fleet.opened(group);
            new SessionRun(fleet.isBehaving() ? line.behaving() : line, cpe, this, fleet.clock()).start();
        }
        scheduleNext();
    }

    @Override
    public void informed(List<EventStruct> events) {
        for (EventStruct event : events) {
            fleet.tallies().of(group).informed(event.eventCode());
            if (event.eventCode().equals(WOKEN) && wokenNanos != 0) {
                fleet.tallies().woken().add(System.nanoTime() - wokenNanos);
                wokenNanos = 0;
            } else if (event.eventCode().equals(DOWNLOADED) && downloadNanos != 0) {
                fleet.tallies().updated().add(System.nanoTime() - downloadNanos);
                downloadNanos = 0;
            }
        }
    }

    @Override
    public void answered(AcsRequest request, boolean isRefused) {
        fleet.tallies().of(group).answered(request.rpcName());
        if (isRefused) {
            return;
        }
        if (request instanceof Download) {
            downloadNanos = System.nanoTime();
        }
        fleet.executions().executed(cpe.identity(), request, fleet.clock().instant());
    }

    @Override
    public void ended(Outcome outcome) {
        boolean isRetry = cpe.retryCount() > 0;
        cpe.closed(outcome.isSuccessful(), fleet.clock().instant());
        if (outcome.retryAfter() != null) {
            cpe.holdOff(outcome.retryAfter());
        }
        inSession = false;
        long now = System.nanoTime();
        long wanted = since.nanos();
        fleet.ended(group, outcome, now - attemptNanos, isRetry);
        if (outcome.isSuccessful()) {
            fleet.tallies().of(group).served(now - wanted);
            since.served(!cpe.nextCall().isAfter(fleet.clock().instant()));
        }
        scheduleNext();
        fleet.served(this, wanted, outcome.isSuccessful());
    }

    private void move(Transfer transfer) {
        fleet.files()
                .move(transfer, transfer.isDownload() ? NOTHING : cpe.fileFor(transfer))
                .thenAcceptAsync(
                        result -> {
                            cpe.transferred(transfer, result, fleet.clock().instant());
                            scheduleNext();
                        },
                        line.loop());
    }

    private void scheduleNext() {
        if (wake != null) {
            wake.cancel(false);
            wake = null;
        }
        Instant next = cpe.nextWork();
        if (fleet.isBeyond(next) || fleet.isStopping()) {
            return;
        }
        long now = System.nanoTime();
        plannedNanos = Math.max(now, fleet.clock().nanos(next));
        wake = line.loop().schedule(this::act, plannedNanos - now, TimeUnit.NANOSECONDS);
    }

    public Group group() {
        return group;
    }

    /** What it is about; to be asked on its event loop only. */
    public VirtualCpe cpe() {
        return cpe;
    }

    /** Its line. */
    public CpeLine line() {
        return line;
    }
}
