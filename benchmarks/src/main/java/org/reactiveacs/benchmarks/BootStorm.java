package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a storm does to a server that is held to a fifth of a core, so that one machine can make it. First it is measured how many
 * sessions a second the server can do when 32 go on at once, then some times as many are begun, each over a new connection
 * and none of them twice.
 */
final class BootStorm {
    private static final double SHARE = 0.2;

    /**
     * Settings for a server that sees two processors and has a fifth of one: a tenth of what is usual for a processor. How many
     * messages and connections it may have in hand, and how much of its time refusals may take, goes by what it has.
     */
    static final List<String> LIMITS =
            List.of("cwmp.overload.leastMessages=50", "cwmp.overload.backlog=26", "cwmp.overload.refusalPercent=1");

    /** With more of a core than this the server was not held. */
    private static final double HELD = 1.25 * SHARE;

    private final Child server;
    private final Load load;
    private final int port;
    private final Consumer<String> out;

    /**
     * @param server that listens on the port and knows the devices
     * @param load that makes it
     * @param out hears how it goes
     */
    BootStorm(Child server, Load load, int port, Consumer<String> out) {
        this.server = server;
        this.load = load;
        this.port = port;
        this.out = out;
    }

    /**
     * How long it takes.
     *
     * @param mostWarmup seconds until the server is warm, also after the rehearsal
     * @param settle seconds for which it is held before its capacity is measured
     * @param capacitySeconds for which it is
     * @param rehearsal seconds of a storm before all that counts, or 0: what is only done in a storm would be compiled in it
     * @param times the capacity that the storm has
     * @param seconds of the storm
     * @param aroundSeconds for which ordinary sessions are watched before it, and after it
     */
    record Plan(
            int mostWarmup,
            int settle,
            int capacitySeconds,
            int rehearsal,
            int times,
            int seconds,
            int aroundSeconds) {}

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
            Work capacity,
            double stormShare,
            StormFigures storm,
            double goodput,
            long heapGrowth,
            long residentGrowth) {

        /** Whether the server had its fifth of a core and no more, both times, and did something with it. */
        boolean isHeld() {
            return capacity.busy() <= HELD && stormShare <= HELD && capacity.perSecond() > 0;
        }
    }

    Result measure(Plan plan) throws IOException, InterruptedException {
        warmUp(plan);
        if (plan.rehearsal() > 0) {
            rehearse(plan);
            warmUp(plan); // A fifth of a core is little for a compiler, and what it has yet to do is not the storm's.
        }
        long heap = server.ask("heap");
        Work capacity;
        double stormShare;
        long resident;
        StormFigures figures;
        try (Throttle throttle = Throttle.start(server.pid(), SHARE)) {
            capacity = capacity(plan);
            begin(capacity.perSecond() * plan.times(), plan.seconds(), plan.aroundSeconds());
            resident = server.residentBytes();
            ProcessorTime before = server.processorTime();
            load.await("over");
            ProcessorTime had = server.processorTime().since(before);
            stormShare = had.seconds() / plan.seconds();
            say(
                    "the server had %.1f %% of a core under the storm, of it the compiler %.1f %%",
                    stormShare * 100, had.compilerSeconds() / plan.seconds() * 100);
            figures = StormFigures.parse(load.await("end"));
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

    private void warmUp(Plan plan) throws IOException, InterruptedException {
        SessionCost.begin(load, port, null);
        SessionCost.warmUp(load, server, plan.mostWarmup(), out);
        SessionCost.stop(load);
    }

    private void rehearse(Plan plan) throws IOException, InterruptedException {
        try (Throttle throttle = Throttle.start(server.pid(), SHARE)) {
            begin(capacity(plan).perSecond() * plan.times(), plan.rehearsal(), plan.aroundSeconds());
            load.await("over");
            load.await("end");
        }
    }

    private void begin(double rate, int seconds, int aroundSeconds) throws IOException {
        load.tell("storm " + rate + ' ' + seconds + ' ' + aroundSeconds);
        load.await("storm");
    }

    private Work capacity(Plan plan) throws IOException, InterruptedException {
        SessionCost.begin(load, port, null);
        TimeUnit.SECONDS.sleep(plan.settle());
        Work capacity = load.watch(server, TimeUnit.SECONDS.toMillis(plan.capacitySeconds()));
        SessionCost.stop(load);
        say(
                "capacity: %.0f sessions/s, held to %.0f %% of a core, had %.1f %%, of it the compiler %.1f %%",
                capacity.perSecond(), SHARE * 100, capacity.busy() * 100, capacity.compiler() * 100);
        return capacity;
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

    private void say(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }
}
