package org.reactiveacs.simulator.fleet;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.FileMover;
import org.reactiveacs.simulator.client.Outcome;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.model.ModelKind;
import org.reactiveacs.simulator.model.Schema;

/** Simulated CPEs that call one ACS until they are stopped. */
public final class Fleet implements AutoCloseable {
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(5);
    private static final int POLL_MILLIS = 10;

    private final FleetOptions options;
    private final Executions executions;
    private final CpeNetwork network;
    private final FileMover files;
    private final InstantSource clock = InstantSource.system();
    private final FleetStatistics statistics = new FleetStatistics();
    private final AtomicInteger open = new AtomicInteger();
    private final long startedNanos = System.nanoTime();
    private volatile boolean stopping;

    private Fleet(FleetOptions options, int threads, boolean trustAll, Executions executions) {
        this.options = options;
        this.executions = executions;
        this.network = new CpeNetwork(threads, trustAll, ANSWER_TIMEOUT);
        this.files = new FileMover(trustAll ? trustingAll() : null, clock);
    }

    /** The same without anybody who hears what the devices do. */
    public static Fleet start(FleetOptions options, int threads, boolean trustAll) {
        return start(options, threads, trustAll, Executions.NONE);
    }

    /**
     * Makes the devices and lets them call.
     *
     * @param threads event loops
     * @param trustAll whether any certificate will do
     * @param executions hears what the devices do
     */
    public static Fleet start(FleetOptions options, int threads, boolean trustAll, Executions executions) {
        Fleet fleet = new Fleet(options, threads, trustAll, executions);
        fleet.devices().forEach(FleetDevice::start);
        return fleet;
    }

    private List<FleetDevice> devices() {
        Map<ModelKind, Schema> schemas = new EnumMap<>(ModelKind.class);
        SplittableRandom random = new SplittableRandom(options.seed());
        Instant now = clock.instant();
        List<FleetDevice> devices = new ArrayList<>(options.devices());
        for (int i = 0; i < options.devices(); i++) {
            int number = i + 1;
            Schema schema = schemas.computeIfAbsent(options.kind(number), ModelKind::schema);
            Duration offset = options.ramp().multipliedBy(i).dividedBy(options.devices());
            VirtualCpe cpe = options.device(number, schema, random.split(), now.plus(offset));
            devices.add(new FleetDevice(this, options.lines().line(network, number), cpe));
        }
        return devices;
    }

    /** Lets the sessions under way end, for a bounded time, and tells what was done. */
    public FleetReport stop() throws InterruptedException {
        double seconds = seconds();
        stopping = true;
        long deadline = System.nanoTime() + FINISH_WITHIN.toNanos();
        while (open.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
        return statistics.report(options.devices(), seconds);
    }

    @Override
    public void close() {
        stopping = true;
        network.close();
    }

    /** How it goes, for people. */
    public String progress() {
        String failure = statistics.failed() == 0 ? "" : ", last failure: " + statistics.lastFailure();
        return String.format(
                java.util.Locale.ROOT,
                "%.0f s: %d sessions, %d failed, %d open%s",
                seconds(),
                statistics.sessions(),
                statistics.failed(),
                open.get(),
                failure);
    }

    /** How many sessions have ended well. */
    public long sessions() {
        return statistics.sessions();
    }

    /** How many sessions have not. */
    public long failed() {
        return statistics.failed();
    }

    /** Why the last session failed; empty while none did. */
    public String lastFailure() {
        return statistics.lastFailure();
    }

    private double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    void opened() {
        open.incrementAndGet();
    }

    void ended(Outcome outcome, long nanos) {
        open.decrementAndGet();
        statistics.ended(outcome, nanos);
    }

    boolean isStopping() {
        return stopping;
    }

    FileMover files() {
        return files;
    }

    InstantSource clock() {
        return clock;
    }

    FleetStatistics statistics() {
        return statistics;
    }

    Executions executions() {
        return executions;
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }
}
