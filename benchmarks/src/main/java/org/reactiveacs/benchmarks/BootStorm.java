package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a storm does to a server that is held to a fifth of a core, so that one machine can make it: {@code BootStorm [SERVER-CORE
 * [LOAD-CORE [TIMES [SECONDS]]]]}. First it is measured how many sessions a second the server can do when 32 go on at once, then
 * five times as many are begun for 20 s, each over a new connection and none of them twice. On one core the load has the time that the
 * server is held from. Takes about two minutes.
 */
public final class BootStorm {
    private static final int DEVICES = 500;

    /** A server that has just started and shares its core takes no more first calls. */
    private static final Duration CALL_ALL = Duration.ofSeconds(15);

    private static final int CONNECTIONS = 32;
    private static final double SHARE = 0.2;

    /** What holds the server goes before it, or it would be held too late. */
    private static final int SERVER_NICE = 3;

    /** The load must not take from the server what is the server's. */
    private static final int NICE = 13;

    private static final int CAPACITY_WARMUP = 5;
    private static final int CAPACITY_SECONDS = 10;

    /** The server is warm when its compiler has had less than this share of a look of four seconds. */
    private static final double COMPILER_IDLE = 0.05;

    private static final int LOOK_SECONDS = 4;
    private static final int MOST_LOOKS = 8;
    private static final double MIB = 1024 * 1024;

    private final Child server;
    private final int port;
    private final int serverCore;
    private final int loadCore;

    private BootStorm(Child server, int port, int serverCore, int loadCore) {
        this.server = server;
        this.port = port;
        this.serverCore = serverCore;
        this.loadCore = loadCore;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int serverCore = argument(arguments, 0, 0);
        int loadCore = argument(arguments, 1, 1);
        Path directory = Files.createTempDirectory("acs-storm");
        try (Child server =
                Child.start(serverCore, SERVER_NICE, ServerProcess.class, "embedded:" + directory.resolve("data"))) {
            BootStorm storm = new BootStorm(server, SessionCost.port(server), serverCore, loadCore);
            storm.warmUp();
            storm.measure(argument(arguments, 2, 5), argument(arguments, 3, 20));
        } finally {
            SessionCost.delete(directory);
        }
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    private void warmUp() throws IOException, InterruptedException {
        SessionCost.introduce(port, DEVICES, CALL_ALL);
        for (int look = 1; look <= MOST_LOOKS; look++) {
            long compiled = server.ask("jit");
            double rate = closedLoop(0, 0, LOOK_SECONDS);
            double busy = (server.ask("jit") - compiled) / (LOOK_SECONDS * 1000.0);
            say("warming up: %.0f sessions/s, the compiler has %.0f %%", rate, busy * 100);
            if (busy < COMPILER_IDLE && look > 1) {
                return;
            }
        }
    }

    private void measure(int times, int seconds) throws IOException {
        double capacity;
        StormFigures figures;
        long heap = server.ask("heap");
        long resident;
        try (Throttle throttle = Throttle.start(serverCore, server.pid(), SHARE)) {
            capacity = closedLoop(NICE, CAPACITY_WARMUP, CAPACITY_SECONDS);
            say("capacity: %.0f sessions/s, held to %.0f %% of a core", capacity, SHARE * 100);
            try (Child load =
                    Child.start(loadCore, NICE, StormProcess.class, port, DEVICES, capacity * times, seconds)) {
                load.await("storm");
                resident = server.residentBytes();
                double cpu = server.cpuSeconds();
                load.await("over");
                say("the server had %.1f %% of a core under the storm", (server.cpuSeconds() - cpu) / seconds * 100);
                figures = StormFigures.parse(load.await("end"));
            }
        }
        print(figures, capacity, times, seconds);
        say(
                "memory: heap %.0f MiB before, %.0f after; resident %.0f MiB before, %.0f after",
                heap / MIB, server.ask("heap") / MIB, resident / MIB, server.residentBytes() / MIB);
    }

    private static void print(StormFigures figures, double capacity, int times, int seconds) {
        double goodput = figures.served() / (double) seconds;
        say("storm: %.0f sessions/s for %d s, %d x capacity", capacity * times, seconds, times);
        say("goodput: %.0f sessions/s, %.1f %% of capacity", goodput, goodput / capacity * 100);
        say("admitted: p50 %.0f ms, p99 %.0f ms", figures.p50Millis(), figures.p99Millis());
        say(
                "the others: %d answered 503, %d without a connection, %d failed; the load was late by %.1f ms (p99)",
                figures.refused(), figures.unconnected(), figures.failed(), figures.lateMillis());
        say(
                "ordinary sessions: usual p99 %.1f ms, %s",
                figures.usualMillis(),
                figures.recoveredMillis() < 0
                        ? "not served within it again"
                        : String.format(
                                Locale.ROOT,
                                "served within it again %.0f ms after the storm",
                                figures.recoveredMillis()));
    }

    private double closedLoop(int nice, int warmup, int seconds) throws IOException {
        try (Child load = Child.start(loadCore, nice, LoadProcess.class, port, DEVICES, CONNECTIONS, warmup, seconds)) {
            load.await("begin");
            double cpu = server.cpuSeconds();
            List<String> result = List.of(load.await("end").split(" ", -1));
            double time = Double.parseDouble(result.get(2));
            say("the server had %.1f %% of a core", (server.cpuSeconds() - cpu) / time * 100);
            return Long.parseLong(result.get(0)) / time;
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
