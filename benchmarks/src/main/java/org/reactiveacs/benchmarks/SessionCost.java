package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.Lines;

/**
 * Measures what an ordinary session costs a server: Inform, InformResponse, empty POST, 204, over a new connection, from a known
 * device without anything to do.
 */
final class SessionCost {
    static final String SERVER_CORE = "0";
    static final String LOAD_CORE = "1";

    /** While a server warms up, its compiler has a core for itself. */
    static final String BOTH_CORES = "0,1";

    private static final int CONNECTIONS = 32;
    private static final int SETTLE = 1;
    private static final Duration CALL_ALL_WITHIN = Duration.ofMinutes(20);

    private SessionCost() {}

    /** With what the devices prove who they are. */
    record Login(String username, String password) {}

    /**
     * How it is measured.
     *
     * @param devices that call in turn
     * @param warmup in seconds
     * @param seconds that count
     * @param login null when nothing is to be proven
     */
    record Plan(
            int devices, int warmup, int seconds, @Nullable Login login) {}

    /**
     * What came out.
     *
     * @param sessionsPerSecond that ended well
     * @param cpuMillis of the server for each, without its compiler
     * @param busy share of its core that the server used, with its compiler
     * @param compiler share of the core that the compiler used
     * @param bad sessions that did not end well
     * @param informBytes of a request with an Inform
     */
    record Figures(
            double sessionsPerSecond, double cpuMillis, double busy, double compiler, long bad, long informBytes) {
        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.0f sessions/s, %.4f ms CPU a session, %.0f %% of the core, compiler %.0f %%, %d failed",
                    sessionsPerSecond,
                    cpuMillis,
                    busy * 100,
                    compiler * 100,
                    bad);
        }
    }

    static FleetOptions fleet(int port, int devices) {
        return fleet(port, devices, Duration.ofMillis(devices), null);
    }

    /** The devices that all parts of a measurement mean. */
    private static FleetOptions fleet(int port, int devices, Duration ramp, @Nullable Login login) {
        return new FleetOptions(
                "http://127.0.0.1:" + port + "/",
                login == null ? "" : login.username(),
                login == null ? "" : login.password(),
                devices,
                Duration.ofHours(24),
                ramp,
                FleetOptions.Mix.MIXED,
                "02AC50",
                "BENCH",
                1,
                Lines.ORDINARY);
    }

    /** Every device calls once, the calls spread over a time, and the server learns of it what it wants to know. */
    static void introduce(int port, int devices, Duration ramp, @Nullable Login login) throws InterruptedException {
        try (Fleet fleet = Fleet.start(fleet(port, devices, ramp, login), 1, false)) {
            long deadline = System.nanoTime() + CALL_ALL_WITHIN.toNanos();
            while (fleet.sessions() < devices && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
            if (fleet.sessions() < devices) {
                throw new IllegalStateException("not all devices could call: " + fleet.progress());
            }
        }
    }

    /** Lets a server warm up on both cores, and measures it on one. */
    static Figures measure(Child server, int port, Plan plan) throws IOException, InterruptedException {
        if (plan.warmup() > 0) {
            server.pin(BOTH_CORES);
            measured(server, port, new Plan(plan.devices(), plan.warmup(), 0, plan.login()));
        }
        server.pin(SERVER_CORE);
        return measured(
                server, port, new Plan(plan.devices(), plan.warmup() > 0 ? SETTLE : 0, plan.seconds(), plan.login()));
    }

    private static Figures measured(Child server, int port, Plan plan) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of(port, plan.devices(), CONNECTIONS, plan.warmup(), plan.seconds()));
        if (plan.login() != null) {
            arguments.addAll(List.of(plan.login().username(), plan.login().password()));
        }
        try (Child load = Child.start(LOAD_CORE, LoadProcess.class, arguments.toArray())) {
            long bytes = Long.parseLong(load.await("begin"));
            ProcessorTime before = server.processorTime();
            List<String> result = List.of(load.await("end").split(" ", -1));
            ProcessorTime cpu = server.processorTime().since(before);
            long good = Long.parseLong(result.get(0));
            double time = Double.parseDouble(result.get(2));
            return new Figures(
                    good / time,
                    cpu.workSeconds() * 1000 / good,
                    cpu.seconds() / time,
                    cpu.compilerSeconds() / time,
                    Long.parseLong(result.get(1)),
                    bytes);
        }
    }

    static int port(Child server) throws IOException {
        return Integer.parseInt(server.await("port"));
    }
}
