package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.benchmarks.SessionCost.Figures;
import org.reactiveacs.benchmarks.SessionCost.Login;
import org.reactiveacs.benchmarks.SessionCost.Plan;

/** Measures what sessions cost beside a floor of the same run, and on the same server its storm and its idle sessions. */
final class SessionBudgets {
    /** What the budgets were set beside: 0.038 ms a session. */
    private static final double EMBEDDED = 0.070 / 0.038;

    private static final double ON_REDIS = 0.100 / 0.038;
    private static final double DIGEST = 0.020 / 0.038;
    private static final double MANY_DEVICES = 1.2;
    private static final double RECORD_BYTES = 3 * 1024;
    private static final double INDEX_BYTES = 1024;

    private static final Login LOGIN = new Login("bench", "a-password-for-all");
    private static final String FLOORS = "x floor";

    private final BenchSettings settings;
    private final Path directory;
    private final Consumer<String> out;
    private final List<Budget> budgets = new ArrayList<>();

    SessionBudgets(BenchSettings settings, Path directory, Consumer<String> out) {
        this.settings = settings;
        this.directory = directory;
        this.out = out;
    }

    List<Budget> measure() throws IOException, InterruptedException {
        double floor = floor();
        Path program = settings.redis();
        if (program == null) {
            try (Child server = start()) {
                withoutRedis(server, ports(server, 2), floor);
            }
            for (String what : List.of("session on Redis", "many stored devices on Redis", "record in Redis")) {
                budgets.add(Budget.unmeasured(what, "", 1, "no redis-server was found: --redis"));
            }
        } else {
            try (RedisChild redis = RedisChild.start(program.toString(), SessionCost.SERVER_CORE, directory);
                    Child server = start(ServerProcess.NEXT, redis.url())) {
                List<Integer> ports = ports(server, 3);
                withoutRedis(server, ports, floor);
                onRedis(redis, server, ports.get(2), floor);
            }
        }
        return budgets;
    }

    /** A process with a server on the embedded store, one that wants digest, and perhaps more. */
    private Child start(String... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(
                "embedded:" + directory.resolve("embedded"),
                ServerProcess.NEXT,
                "embedded:" + directory.resolve("digest"),
                "cwmp.auth=digest",
                "cwmp.onboarding.username=" + LOGIN.username(),
                "cwmp.onboarding.password=" + LOGIN.password(),
                "cwmp.onboarding.afterReset=accept"));
        arguments.addAll(List.of(more));
        return Child.start(SessionCost.BOTH_CORES, ServerProcess.class, arguments.toArray());
    }

    private double floor() throws IOException, InterruptedException {
        try (Child server = Child.start(SessionCost.BOTH_CORES, FloorProcess.class)) {
            Figures floor = SessionCost.measure(server, SessionCost.port(server), plan(settings.warmup(), null));
            out.accept("floor: " + floor.text() + ", Inform " + floor.informBytes() + " bytes");
            return floor.cpuMillis();
        }
    }

    private Plan plan(int warmup, @Nullable Login login) {
        return new Plan(settings.devices(), warmup, settings.seconds(), login);
    }

    private void introduce(Child server, int port, @Nullable Login login) throws IOException, InterruptedException {
        server.pin(SessionCost.BOTH_CORES);
        SessionCost.introduce(port, settings.devices(), Duration.ofMillis(settings.devices()), login);
    }

    /** Of the servers of a process, in the order in which they are named. */
    private static List<Integer> ports(Child server, int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(SessionCost.port(server));
        }
        return ports;
    }

    private void withoutRedis(Child server, List<Integer> ports, double floor)
            throws IOException, InterruptedException {
        int port = ports.get(0);
        int digestPort = ports.get(1);
        introduce(server, port, null);
        Figures plain = SessionCost.measure(server, port, plan(2 * settings.warmup(), null));
        out.accept("embedded store: " + plain.text());
        budgets.add(Budget.most("session, embedded store", FLOORS, EMBEDDED, plain.cpuMillis() / floor, plain.text()));

        introduce(server, digestPort, LOGIN);
        Figures digest = SessionCost.measure(server, digestPort, plan(settings.warmup(), LOGIN));
        out.accept("with digest: " + digest.text());
        budgets.add(Budget.most(
                "digest, what it adds",
                FLOORS,
                DIGEST,
                (digest.cpuMillis() - plain.cpuMillis()) / floor,
                "one exchange more, each message proven; " + digest.text()));

        var storm = new BootStorm(server, port, settings.devices(), out).measure(settings.storm());
        budgets.addAll(StormBudgets.of(storm));
        budgets.addAll(IdleBudgets.measure(server, port, settings, "plain", out));
    }

    private void onRedis(RedisChild redis, Child server, int port, double floor)
            throws IOException, InterruptedException {
        introduce(server, port, null);
        SessionCost.measure(server, port, new Plan(settings.devices(), settings.warmup(), 0, null));
        double few = sessionsOnRedis(redis, server, port, floor, true);
        RedisMemory.Sizes sizes = RedisMemory.fill(redis.url(), settings.stored());
        double many = sessionsOnRedis(redis, server, port, floor, false);
        budgets.add(Budget.most(
                "session on Redis, many stored devices / few",
                "",
                MANY_DEVICES,
                many / few,
                String.format(
                        Locale.ROOT,
                        "%,d and %,d devices",
                        settings.stored() + settings.devices(),
                        settings.devices())));
        String of = String.format(Locale.ROOT, "%,d devices of 800 parameters", settings.stored());
        budgets.add(Budget.most("record of a device in Redis", "bytes", RECORD_BYTES, sizes.record(), of));
        budgets.add(Budget.most("indexes of a device in Redis", "bytes", INDEX_BYTES, sizes.indexes(), of));
    }

    /** Milliseconds of server and Redis a session. */
    private double sessionsOnRedis(RedisChild redis, Child server, int port, double floor, boolean isBudget)
            throws IOException, InterruptedException {
        double cpuBefore = redis.cpuSeconds();
        long commands = redis.count("total_commands_processed");
        long in = redis.count("total_net_input_bytes");
        long sent = redis.count("total_net_output_bytes");
        Figures figures = SessionCost.measure(server, port, plan(0, null));
        double sessions = figures.sessionsPerSecond() * settings.seconds();
        double redisMillis = (redis.cpuSeconds() - cpuBefore) * 1000 / sessions;
        String text = String.format(
                Locale.ROOT,
                "%s; Redis %.4f ms, %.1f commands, %.0f bytes in and %.0f out a session",
                figures.text(),
                redisMillis,
                (redis.count("total_commands_processed") - commands) / sessions,
                (redis.count("total_net_input_bytes") - in) / sessions,
                (redis.count("total_net_output_bytes") - sent) / sessions);
        out.accept("on Redis: " + text);
        double all = figures.cpuMillis() + redisMillis;
        if (isBudget) {
            budgets.add(Budget.most("session on Redis, both processes", FLOORS, ON_REDIS, all / floor, text));
        }
        return all;
    }
}
