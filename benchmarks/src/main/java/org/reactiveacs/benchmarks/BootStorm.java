package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What a storm does to a server that is held to a fifth of a core, so that one machine can make it. First it is measured how many
 * sessions a second the server can do when 32 go on at once, then some times as many are begun, each over a new connection
 * and none of them twice.
 */
final class BootStorm {
    private static final int CONNECTIONS = 32;
    private static final double SHARE = 0.2;

    /** With more of a core than this the server was not held. */
    private static final double HELD = 1.25 * SHARE;

    /** What holds the server is on the load's core and goes before it, or it would be held too late. */
    private static final int NICE = 13;

    /** The server is warm when its compiler has had less than this share of a look of four seconds. */
    private static final double COMPILER_IDLE = 0.05;

    private static final int LOOK_SECONDS = 4;

    private final Child server;
    private final int port;
    private final int devices;
    private final Consumer<String> out;

    /**
     * @param server that listens on the port and knows the devices
     * @param out hears how it goes
     */
    BootStorm(Child server, int port, int devices, Consumer<String> out) {
        this.server = server;
        this.port = port;
        this.devices = devices;
        this.out = out;
    }

    /**
     * How long it takes.
     *
     * @param mostLooks of four seconds each, until the server is warm
     * @param warmup seconds before capacity is measured
     * @param capacitySeconds for which it is
     * @param times the capacity that the storm has
     * @param seconds of the storm
     * @param aroundSeconds for which ordinary sessions are watched before it, and after it
     */
    record Plan(int mostLooks, int warmup, int capacitySeconds, int times, int seconds, int aroundSeconds) {}

    /**
     * What came of it.
     *
     * @param capacity what the server could do before
     * @param stormShare of a core that the server had in the storm
     * @param storm what it did
     * @param goodput share of the capacity that was served in the storm
     * @param heapGrowth bytes that are left more after it, once garbage is collected
     * @param residentGrowth bytes that the process holds more
     */
    record Result(
            Capacity capacity,
            double stormShare,
            StormFigures storm,
            double goodput,
            long heapGrowth,
            long residentGrowth) {

        /** Whether the server had its fifth of a core and no more, both times, and did something with it. */
        boolean isHeld() {
            return capacity.share() <= HELD && stormShare <= HELD && capacity.perSecond() > 0;
        }
    }

    /**
     * What a server can do.
     *
     * @param perSecond sessions
     * @param share of a core that it had for them
     */
    record Capacity(double perSecond, double share) {}

    Result measure(Plan plan) throws IOException {
        warmUp(plan.mostLooks());
        long heap = server.ask("heap");
        Capacity capacity;
        double stormShare;
        long resident;
        StormFigures figures;
        try (Throttle throttle = Throttle.start(server.pid(), SHARE)) {
            capacity = closedLoop(NICE, plan.warmup(), plan.capacitySeconds());
            say(
                    "capacity: %.0f sessions/s, held to %.0f %% of a core, had %.1f %%",
                    capacity.perSecond(), SHARE * 100, capacity.share() * 100);
            try (Child load = Child.start(
                    SessionCost.LOAD_CORE,
                    NICE,
                    StormProcess.class,
                    port,
                    devices,
                    capacity.perSecond() * plan.times(),
                    plan.seconds(),
                    plan.aroundSeconds())) {
                load.await("storm");
                resident = server.residentBytes();
                ProcessorTime before = server.processorTime();
                load.await("over");
                stormShare = server.processorTime().since(before).seconds() / plan.seconds();
                say("the server had %.1f %% of a core under the storm", stormShare * 100);
                figures = StormFigures.parse(load.await("end"));
            }
        }
        Result result = new Result(
                capacity,
                stormShare,
                figures,
                figures.served() / (double) plan.seconds() / capacity.perSecond(),
                server.ask("heap") - heap,
                server.residentBytes() - resident);
        print(result, plan);
        return result;
    }

    private void warmUp(int mostLooks) throws IOException {
        for (int look = 1; look <= mostLooks; look++) {
            long compiled = server.ask("jit");
            double rate = closedLoop(0, 0, LOOK_SECONDS).perSecond();
            double busy = (server.ask("jit") - compiled) / (LOOK_SECONDS * 1000.0);
            say("warming up: %.0f sessions/s, the compiler has %.0f %%", rate, busy * 100);
            if (busy < COMPILER_IDLE && look > 1) {
                return;
            }
        }
    }

    private void print(Result result, Plan plan) {
        StormFigures figures = result.storm();
        say(
                "storm: %.0f sessions/s for %d s, %d x capacity; %.1f %% of capacity served, p50 %.0f ms, p99 %.0f ms",
                result.capacity().perSecond() * plan.times(),
                plan.seconds(),
                plan.times(),
                result.goodput() * 100,
                figures.p50Millis(),
                figures.p99Millis());
        say(
                "the others: %d answered 503, %d without a connection, %d failed; the load was late by %.1f ms (p99)",
                figures.refused(), figures.unconnected(), figures.failed(), figures.lateMillis());
        say("ordinary sessions: usual p99 %.1f ms, %s", figures.usualMillis(), recovered(figures));
    }

    static String recovered(StormFigures figures) {
        return figures.recoveredMillis() < 0
                ? "not served within it again"
                : String.format(
                        Locale.ROOT, "served within it again %.0f ms after the storm", figures.recoveredMillis());
    }

    private Capacity closedLoop(int nice, int warmup, int seconds) throws IOException {
        try (Child load = Child.start(
                SessionCost.LOAD_CORE, nice, LoadProcess.class, port, devices, CONNECTIONS, warmup, seconds)) {
            load.await("begin");
            ProcessorTime before = server.processorTime();
            List<String> result = List.of(load.await("end").split(" ", -1));
            double time = Double.parseDouble(result.get(2));
            return new Capacity(
                    Long.parseLong(result.get(0)) / time,
                    server.processorTime().since(before).seconds() / time);
        }
    }

    private void say(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }
}
