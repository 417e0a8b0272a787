package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.fleet.Lines;

/**
 * What an ordinary session costs: Inform, InformResponse, empty POST, 204, over a new connection, from a known device
 * without anything to do. {@code SessionCost [DEVICES [WARMUP-SECONDS [SECONDS [REDIS-SERVER]]]]}: with the path of a
 * redis-server the same is measured on Redis, too, which shares the server's core.
 */
public final class SessionCost {
    private static final int SERVER_CORE = 0;
    private static final int LOAD_CORE = 1;
    private static final int CONNECTIONS = 32;
    private static final Duration CALL_ALL_WITHIN = Duration.ofMinutes(5);

    private SessionCost() {}

    /**
     * What came out.
     *
     * @param sessionsPerSecond that ended well
     * @param cpuMillis of the server for each
     * @param busy share of its core that the server used
     * @param bad sessions that did not end well
     * @param informBytes of a request with an Inform
     */
    record Figures(double sessionsPerSecond, double cpuMillis, double busy, long bad, long informBytes) {
        String text(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-6s %8.0f sessions/s   %.4f ms CPU a session   %3.0f %% of the core   %d failed",
                    name,
                    sessionsPerSecond,
                    cpuMillis,
                    busy * 100,
                    bad);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int devices = argument(arguments, 0, 10_000);
        int warmup = argument(arguments, 1, 20);
        int seconds = argument(arguments, 2, 20);
        Figures floor;
        try (Child server = Child.start(SERVER_CORE, FloorProcess.class)) {
            floor = measure(server, port(server), devices, warmup, seconds);
        }
        System.out.println(floor.text("floor"));
        Path directory = Files.createTempDirectory("acs-bench");
        try {
            onEmbedded(directory.resolve("data"), floor, devices, warmup, seconds);
            if (arguments.length > 3) {
                onRedis(arguments[3], directory, floor, new int[] {devices, warmup, seconds});
            }
        } finally {
            delete(directory);
        }
    }

    private static void onEmbedded(Path data, Figures floor, int devices, int warmup, int seconds)
            throws IOException, InterruptedException {
        try (Child server = Child.start(SERVER_CORE, ServerProcess.class, "embedded:" + data)) {
            int port = port(server);
            introduce(port, devices, Duration.ofMillis(devices));
            Figures acs = measure(server, port, devices, warmup, seconds);
            System.out.println(acs.text("acs"));
            System.out.printf(
                    Locale.ROOT,
                    "ratio  %.2f x the CPU of the floor (%d devices, %d connections at a time, Inform %d bytes)%n",
                    acs.cpuMillis() / floor.cpuMillis(),
                    devices,
                    CONNECTIONS,
                    acs.informBytes());
        }
    }

    private static void onRedis(String program, Path directory, Figures floor, int[] sizes)
            throws IOException, InterruptedException {
        try (RedisChild redis = RedisChild.start(program, SERVER_CORE, directory);
                Child server = Child.start(SERVER_CORE, ServerProcess.class, redis.url())) {
            int port = port(server);
            introduce(port, sizes[0], Duration.ofMillis(sizes[0]));
            // Once to warm up, so that what is counted at Redis is of the measured time alone.
            measure(server, port, sizes[0], sizes[1], 1);
            double cpuBefore = redis.cpuSeconds();
            long commands = redis.count("total_commands_processed");
            long in = redis.count("total_net_input_bytes");
            long out = redis.count("total_net_output_bytes");
            Figures acs = measure(server, port, sizes[0], 0, sizes[2]);
            double sessions = acs.sessionsPerSecond() * sizes[2];
            double redisCpu = (redis.cpuSeconds() - cpuBefore) * 1000 / sessions;
            System.out.println(acs.text("redis"));
            System.out.printf(
                    Locale.ROOT,
                    "       + %.4f ms CPU of Redis a session: %.4f ms, %.2f x the floor; %.2f commands, %.0f bytes in and %.0f"
                            + " bytes out a session, used_memory %s%n",
                    redisCpu,
                    acs.cpuMillis() + redisCpu,
                    (acs.cpuMillis() + redisCpu) / floor.cpuMillis(),
                    (redis.count("total_commands_processed") - commands) / sessions,
                    (redis.count("total_net_input_bytes") - in) / sessions,
                    (redis.count("total_net_output_bytes") - out) / sessions,
                    redis.info().get("used_memory_human"));
        }
    }

    /** The devices that all parts of the measurement mean. */
    static FleetOptions fleet(int port, int devices) {
        return fleet(port, devices, Duration.ofMillis(devices));
    }

    private static FleetOptions fleet(int port, int devices, Duration ramp) {
        return new FleetOptions(
                "http://127.0.0.1:" + port + "/",
                "",
                "",
                devices,
                Duration.ofHours(24),
                ramp,
                FleetOptions.Mix.MIXED,
                "02AC50",
                "BENCH",
                1,
                Lines.ORDINARY);
    }

    /** Every device calls once within a time, and the server learns of it what it wants to know. */
    static void introduce(int port, int devices, Duration ramp) throws InterruptedException {
        try (Fleet fleet = Fleet.start(fleet(port, devices, ramp), 1, false)) {
            long deadline = System.nanoTime() + CALL_ALL_WITHIN.toNanos();
            while (fleet.sessions() < devices && System.nanoTime() < deadline) {
                Thread.sleep(100);
            }
            if (fleet.sessions() < devices) {
                throw new IllegalStateException("not all devices could call: " + fleet.progress());
            }
        }
    }

    private static Figures measure(Child server, int port, int devices, int warmup, int seconds) throws IOException {
        try (Child load = Child.start(LOAD_CORE, LoadProcess.class, port, devices, CONNECTIONS, warmup, seconds)) {
            long bytes = Long.parseLong(load.await("begin"));
            double before = server.cpuSeconds();
            List<String> result = List.of(load.await("end").split(" ", -1));
            double cpu = server.cpuSeconds() - before;
            long good = Long.parseLong(result.get(0));
            double time = Double.parseDouble(result.get(2));
            return new Figures(good / time, cpu * 1000 / good, cpu / time, Long.parseLong(result.get(1)), bytes);
        }
    }

    static int port(Child server) throws IOException {
        return Integer.parseInt(server.await("port"));
    }

    private static int argument(String[] arguments, int index, int otherwise) {
        return arguments.length > index ? Integer.parseInt(arguments[index]) : otherwise;
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
