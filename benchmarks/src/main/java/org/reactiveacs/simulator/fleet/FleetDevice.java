package org.reactiveacs.simulator.fleet;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.simulator.client.CpeLine;
import org.reactiveacs.simulator.client.Outcome;
import org.reactiveacs.simulator.client.SessionListener;
import org.reactiveacs.simulator.client.SessionRun;
import org.reactiveacs.simulator.cpe.Transfer;
import org.reactiveacs.simulator.cpe.VirtualCpe;

/** One device of a fleet on its event loop: does what its brain says is due. */
final class FleetDevice implements SessionListener {
    private final Fleet fleet;
    private final CpeLine line;
    private final VirtualCpe cpe;
    private @Nullable ScheduledFuture<?> wake;
    private long startedNanos;

    FleetDevice(Fleet fleet, CpeLine line, VirtualCpe cpe) {
        this.fleet = fleet;
        this.line = line;
        this.cpe = cpe;
    }

    void start() {
        line.loop().execute(this::scheduleNext);
    }

    /** Runs on the event loop. */
    private void act() {
        wake = null;
        if (fleet.isStopping()) {
            return;
        }
        Instant now = fleet.clock().instant();
        cpe.startTransfer(now).ifPresent(this::move);
        if (!cpe.nextCall().isAfter(now)) {
            startedNanos = System.nanoTime();
            fleet.opened();
            new SessionRun(line, cpe, this, fleet.clock()).start();
        }
        scheduleNext();
    }

    @Override
    public void answered(AcsRequest request, boolean isRefused) {
        fleet.statistics().answered(request.rpcName());
        if (!isRefused) {
            fleet.executions().executed(cpe.identity(), request, fleet.clock().instant());
        }
    }

    @Override
    public void ended(Outcome outcome) {
        cpe.closed(outcome.isSuccessful(), fleet.clock().instant());
        if (outcome.retryAfter() != null) {
            cpe.holdOff(outcome.retryAfter());
        }
        fleet.ended(outcome, System.nanoTime() - startedNanos);
        scheduleNext();
    }

    private void move(Transfer transfer) {
        fleet.files()
                .move(transfer, cpe.fileFor(transfer))
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
        if (!next.equals(Instant.MAX) && !fleet.isStopping()) {
            long millis = Duration.between(fleet.clock().instant(), next).toMillis();
            wake = line.loop().schedule(this::act, Math.max(0, millis), TimeUnit.MILLISECONDS);
        }
    }
}
