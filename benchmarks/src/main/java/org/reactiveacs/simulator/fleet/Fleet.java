package org.reactiveacs.simulator.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactiveacs.simulator.client.CpeNetwork;
import org.reactiveacs.simulator.client.FileMover;
import org.reactiveacs.simulator.client.Manner;
import org.reactiveacs.simulator.client.Outcome;
import org.reactiveacs.simulator.client.Sockets;
import org.reactiveacs.simulator.client.Trust;
import org.reactiveacs.simulator.cpe.VirtualCpe;
import org.reactiveacs.simulator.model.ModelKind;
import org.reactiveacs.simulator.model.Schema;
import org.reactiveacs.simulator.tally.Latency;
import org.reactiveacs.simulator.tally.Tally;

/** Simulated CPEs that call one ACS until they are stopped. */
public final class Fleet implements AutoCloseable {
    /** How long a CPE waits for an answer. */
    public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration FINISH_WITHIN = Duration.ofSeconds(5);
    private static final Duration NEVER = Duration.ofDays(3_650);
    private static final int POLL_MILLIS = 10;
    private static final int FILES_AT_ONCE = 64;

    private final FleetOptions options;
    private final FleetSetup setup;
    private final FileMover files;
    private final FleetClock clock = new FleetClock();
    private final Instant never = clock.instant().plus(NEVER);
    private final List<FleetDevice> devices;
    private final List<Served> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger awaited = new AtomicInteger(); // open, but for those that never end
    private final long startedNanos = System.nanoTime();
    private volatile FleetTallies tallies = FleetTallies.begin();
    private volatile boolean behaving;
    private volatile boolean stopping;

    private Fleet(FleetOptions options, FleetSetup setup, boolean isIdle) {
        this.options = options;
        this.setup = setup;
        this.files = new FileMover(setup.trust().forJava(), clock, FILES_AT_ONCE);
        this.devices = devices(isIdle);
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
        Trust trust = trustAll ? Trust.ANYTHING : Trust.SYSTEM;
        CpeNetwork network = new CpeNetwork(threads, trust, ANSWER_TIMEOUT, Sockets.ofFileLimit());
        return start(options, FleetSetup.plain(network, trust, executions));
    }

    /** Makes the devices and lets them call. */
    public static Fleet start(FleetOptions options, FleetSetup setup) {
        Fleet fleet = new Fleet(options, setup, false);
        fleet.devices.forEach(FleetDevice::start);
        return fleet;
    }

    /** Makes the devices, which do nothing until they are told. */
    public static Fleet idle(FleetOptions options, FleetSetup setup) {
        return new Fleet(options, setup, true);
    }

    private List<FleetDevice> devices(boolean isIdle) {
        Map<ModelKind, Schema> schemas = new EnumMap<>(ModelKind.class);
        SplittableRandom random = new SplittableRandom(options.seed());
        Instant now = clock.instant();
        int count = options.devices() + setup.probes();
        List<FleetDevice> made = new ArrayList<>(count);
        for (int number = 1; number <= count; number++) {
            Schema schema = schemas.computeIfAbsent(options.kind(number), ModelKind::schema);
            Duration offset = options.ramp().multipliedBy(number - 1L).dividedBy(options.devices());
            VirtualCpe cpe = options.device(
                    number,
                    schema,
                    random.split(),
                    isIdle ? never : now.plus(offset),
                    setup.connectionRequests().apply(number));
            Manner manner = number > options.devices() ? Manner.ORDINARY : setup.manner(number);
            made.add(new FleetDevice(
                    this,
                    group(number, manner),
                    options.lines().line(setup.network(), number, manner, setup.keepsConnections()),
                    cpe));
        }
        return made;
    }

    private Group group(int number, Manner manner) {
        if (number > options.devices()) {
            return Group.PROBE;
        }
        return manner == Manner.ORDINARY ? Group.ORDINARY : Group.BROKEN;
    }

    /** Lets the sessions under way end, for a bounded time, and tells what was done. */
    public FleetReport stop() throws InterruptedException {
        double seconds = seconds();
        stopping = true;
        long deadline = System.nanoTime() + FINISH_WITHIN.toNanos();
        while (awaited.get() > 0 && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
        }
        Tally tally = tallies.of(Group.ORDINARY);
        Latency latency = tally.times().all();
        double rate = seconds > 0 ? Math.round(tally.sessions() * 100 / seconds) / 100.0 : 0;
        return new FleetReport(
                options.devices(),
                tally.sessions(),
                tally.failed(),
                tally.rpcs(),
                rate,
                latency.p50Ms(),
                latency.p99Ms());
    }

    @Override
    public void close() {
        stopping = true;
        setup.network().close();
        files.close();
    }

    /** Whether devices behave from now on that otherwise would not. */
    public void behave(boolean all) {
        behaving = all;
    }

    boolean isBehaving() {
        return behaving;
    }

    /** Counts anew, from now on; returns what is counted into. */
    public FleetTallies countAnew() {
        tallies = FleetTallies.begin();
        return tallies;
    }

    /** Tells somebody of every session that ends. */
    public void onServed(Served listener) {
        listeners.add(listener);
    }

    /** All devices; the one with the number n at n - 1, probes last. */
    public List<FleetDevice> devices() {
        return devices;
    }

    /** Devices that want a session and have not had it, but for probes. */
    public Waiting waiting() {
        long now = System.nanoTime();
        int count = 0;
        long longest = 0;
        for (FleetDevice device : devices) {
            long since = device.group() == Group.PROBE ? 0 : device.waitsSinceNanos();
            if (since != 0) {
                count++;
                longest = Math.max(longest, now - since);
            }
        }
        return new Waiting(count, longest);
    }

    /** Sessions under way. */
    public int open() {
        return open.get();
    }

    /** How it goes, for people. */
    public String progress() {
        Tally tally = tallies.of(Group.ORDINARY);
        String failure = tally.failed() == 0 ? "" : ", last failure: " + tally.lastFailure();
        return String.format(
                java.util.Locale.ROOT,
                "%.0f s: %d sessions, %d failed, %d open%s",
                seconds(),
                tally.sessions(),
                tally.failed(),
                open.get(),
                failure);
    }

    /** How many sessions have ended well. */
    public long sessions() {
        return tallies.of(Group.ORDINARY).sessions();
    }

    /** How many sessions have not. */
    public long failed() {
        return tallies.of(Group.ORDINARY).failed();
    }

    /** Why the last session failed; empty while none did. */
    public String lastFailure() {
        return tallies.of(Group.ORDINARY).lastFailure();
    }

    private double seconds() {
        return (System.nanoTime() - startedNanos) / 1e9;
    }

    void opened(Group group) {
        open.incrementAndGet();
        awaited.addAndGet(group == Group.BROKEN ? 0 : 1);
    }

    void ended(Group group, Outcome outcome, long nanos, boolean isRetry) {
        open.decrementAndGet();
        awaited.addAndGet(group == Group.BROKEN ? 0 : -1);
        tallies.of(group).ended(outcome, nanos, isRetry);
    }

    void served(FleetDevice device, long sinceNanos, boolean isServed) {
        for (Served listener : listeners) {
            listener.ended(device, sinceNanos, isServed);
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether a moment will not come. */
    boolean isBeyond(Instant moment) {
        return !moment.isBefore(never);
    }

    public FleetOptions options() {
        return options;
    }

    /** What all devices share. */
    public CpeNetwork network() {
        return setup.network();
    }

    FileMover files() {
        return files;
    }

    FleetClock clock() {
        return clock;
    }

    /** What is counted into now. */
    public FleetTallies tallies() {
        return tallies;
    }

    Executions executions() {
        return setup.executions();
    }
}
