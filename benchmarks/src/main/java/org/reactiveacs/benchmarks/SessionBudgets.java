package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.benchmarks.SessionCost.Login;

/** Measures what sessions cost beside a floor of the same run, and on the same server its storm and its idle sessions. */
final class SessionBudgets {
    /** What the budgets were set beside: 0.038 ms a session. */
    private static final double EMBEDDED = 0.070 / 0.038;

    private static final double DIGEST = 0.020 / 0.038;

    private static final Login LOGIN = new Login("bench", "a-password-for-all");
    private static final String FLOORS = "x floor";

    private final BenchSettings settings;
    private final Path directory;
    private final Consumer<String> out;
    private final Meanwhile meanwhile;
    private final List<Budget> budgets = new ArrayList<>();
    private @Nullable OperatorApi api;

    /** @param meanwhile is done while Redis is filled, if there is one */
    SessionBudgets(BenchSettings settings, Path directory, Consumer<String> out, Meanwhile meanwhile) {
        this.settings = settings;
        this.directory = directory;
        this.out = out;
        this.meanwhile = meanwhile;
    }

    List<Budget> measure() throws IOException, InterruptedException, GeneralSecurityException {
        if (Collections.disjoint(
                settings.parts(),
                EnumSet.of(BenchPart.SESSIONS, BenchPart.IDLE, BenchPart.POLICIES, BenchPart.STORM, BenchPart.REDIS))) {
            return List.of();
        }
        Path program = settings.redis();
        if (!settings.has(BenchPart.REDIS)) {
            try (Child server = start();
                    Load load = Load.start(LoadProcess.class, settings.devices())) {
                List<Integer> ports = ports(server, 3);
                withoutRedis(server, load, ports, floor(load));
            }
        } else if (program == null) {
            try (Child server = start();
                    Load load = Load.start(LoadProcess.class, settings.devices())) {
                List<Integer> ports = ports(server, 3);
                withoutRedis(server, load, ports, floor(load));
            }
            budgets.addAll(RedisBudgets.unmeasured());
        } else {
            try (RedisChild redis = RedisChild.start(program.toString(), SessionCost.SERVER_CORE, directory);
                    Child server = start(ServerProcess.NEXT, redis.url());
                    Load load = Load.start(LoadProcess.class, settings.devices())) {
                List<Integer> ports = ports(server, 4);
                double floor = floor(load);
                withoutRedis(server, load, ports, floor);
                budgets.addAll(
                        new RedisBudgets(settings, out, meanwhile).measure(redis, server, load, ports.get(3), floor));
            }
        }
        return budgets;
    }

    /** A process with a server on the embedded store, one that wants digest, one for the storm, and perhaps more. */
    private Child start(String... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(
                "embedded:" + directory.resolve("embedded"),
                ServerProcess.NEXT,
                "embedded:" + directory.resolve("digest"),
                "cwmp.auth=digest",
                "cwmp.onboarding.username=" + LOGIN.username(),
                "cwmp.onboarding.password=" + LOGIN.password(),
                "cwmp.onboarding.afterReset=accept",
                ServerProcess.NEXT,
                "embedded:" + directory.resolve("storm")));
        arguments.addAll(BootStorm.LIMITS);
        arguments.addAll(List.of(more));
        return Child.start(SessionCost.BOTH_CORES, ServerProcess.class, arguments.toArray());
    }

    private double floor(Load load) throws IOException, InterruptedException {
        try (Child server = Child.start(SessionCost.BOTH_CORES, FloorProcess.class)) {
            int port = SessionCost.port(server);
            warmUp(server, load, port, null);
            Work floor = measured(server, load, port, null);
            SessionCost.stop(load);
            out.accept("floor: " + SessionCost.text(floor) + ", Inform " + load.ask("bytes") + " bytes");
            return floor.cpuMillis();
        }
    }

    private void warmUp(Child server, Load load, int port, @Nullable Login login)
            throws IOException, InterruptedException {
        SessionCost.begin(load, port, login);
        SessionCost.warmUp(load, server, settings.mostWarmup(), out);
    }

    private Work measured(Child server, Load load, int port, @Nullable Login login)
            throws IOException, InterruptedException {
        SessionCost.begin(load, port, login);
        SessionCost.settle();
        return load.watch(server, TimeUnit.SECONDS.toMillis(settings.seconds()));
    }

    /** Of the servers of a process, in the order in which they are named; keeps the API of the first in mind. */
    private List<Integer> ports(Child server, int count) throws IOException {
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ports.add(SessionCost.port(server));
            if (i == 0) {
                api = new OperatorApi(Integer.parseInt(server.await("api")));
            }
        }
        return ports;
    }

    private void withoutRedis(Child server, Load load, List<Integer> ports, double floor)
            throws IOException, InterruptedException {
        int port = ports.get(0);
        SessionCost.introduce(server, port, settings.devices(), null);
        if (settings.has(BenchPart.SESSIONS)) {
            sessions(server, load, port, ports.get(1), floor);
        }
        if (settings.has(BenchPart.IDLE)) {
            budgets.addAll(IdleBudgets.measure(server, port, settings, "plain", out));
        }
        if (settings.has(BenchPart.POLICIES)) {
            budgets.addAll(
                    new PolicyBudgets(settings, out).measure(server, Objects.requireNonNull(api), load, port, floor));
        }
        if (settings.has(BenchPart.STORM)) {
            int stormPort = ports.get(2);
            SessionCost.introduce(server, stormPort, settings.devices(), null);
            budgets.addAll(StormBudgets.of(new BootStorm(server, load, stormPort, out).measure(settings.storm())));
        }
    }

    private void sessions(Child server, Load load, int port, int digestPort, double floor)
            throws IOException, InterruptedException {
        SessionCost.introduce(server, digestPort, settings.devices(), LOGIN);
        // Both before either is measured: what they have in common must not be warmer for one of them.
        warmUp(server, load, port, null);
        warmUp(server, load, digestPort, LOGIN);
        Work digest = measured(server, load, digestPort, LOGIN);
        out.accept("with digest: " + SessionCost.text(digest));
        Work plain = measured(server, load, port, null);
        out.accept("embedded store: " + SessionCost.text(plain));
        SessionCost.stop(load);
        budgets.add(Budget.most(
                "session, embedded store", FLOORS, EMBEDDED, plain.cpuMillis() / floor, SessionCost.text(plain)));
        budgets.add(Budget.most(
                "digest, what it adds",
                FLOORS,
                DIGEST,
                (digest.cpuMillis() - plain.cpuMillis()) / floor,
                "one exchange more, each message proven; " + SessionCost.text(digest)));
    }
}
