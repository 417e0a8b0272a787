package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.reactiveacs.benchmarks.SessionCost.Login;
import org.reactiveacs.benchmarks.SessionServers.Kind;
import org.reactiveacs.benchmarks.SessionServers.Server;

/** Measures what sessions cost beside a floor, in turns with it, and on servers of the same process a storm and idle sessions. */
final class SessionBudgets {
    /** What the budgets were set beside: 0.038 ms a session. */
    private static final double EMBEDDED = 0.070 / 0.038;

    private static final double DIGEST = 0.020 / 0.038;
    private static final String FLOORS = "x floor";

    /** Where they share a process with the others, one before them has warmed them up. */
    private static final Set<Kind> LIKE_ANOTHER = Set.of(Kind.THOUSAND_POLICIES, Kind.MANY_IN_REDIS);

    /** Their sessions are not compared with those of others. */
    private static final Set<Kind> NO_LANE = Set.of(Kind.IDLE, Kind.STORM);

    private static final Map<BenchPart, List<Kind>> NEEDED = new EnumMap<>(Map.of(
            BenchPart.SESSIONS, List.of(Kind.EMBEDDED, Kind.DIGEST),
            BenchPart.IDLE, List.of(Kind.IDLE),
            BenchPart.POLICIES, List.of(Kind.EMBEDDED, Kind.THREE_POLICIES, Kind.THOUSAND_POLICIES),
            BenchPart.STORM, List.of(Kind.STORM),
            BenchPart.REDIS, List.of(Kind.FEW_IN_REDIS, Kind.MANY_IN_REDIS)));

    private final BenchSettings settings;
    private final Path directory;
    private final Consumer<String> out;
    private final TlsBudgets tls;

    /** @param tls is prepared while Redis is filled, if there is one, or whenever else nothing is measured that asks for a quiet machine */
    SessionBudgets(BenchSettings settings, Path directory, Consumer<String> out, TlsBudgets tls) {
        this.settings = settings;
        this.directory = directory;
        this.out = out;
        this.tls = tls;
    }

    List<Budget> measure() throws IOException, InterruptedException, GeneralSecurityException {
        if (Collections.disjoint(settings.parts(), NEEDED.keySet())) {
            return List.of();
        }
        Path program = settings.redis();
        if (!settings.has(BenchPart.REDIS) || program == null) {
            List<Budget> budgets = measure(Map.of());
            if (settings.has(BenchPart.REDIS)) {
                budgets.addAll(RedisBudgets.unmeasured());
            }
            return budgets;
        }
        try (RedisChild few = RedisChild.start(program.toString(), SessionCost.SERVER_CORE, directory);
                RedisChild many = RedisChild.start(program.toString(), SessionCost.SERVER_CORE, directory)) {
            return measure(Map.of(Kind.FEW_IN_REDIS, few, Kind.MANY_IN_REDIS, many));
        }
    }

    private List<Budget> measure(Map<Kind, RedisChild> redis)
            throws IOException, InterruptedException, GeneralSecurityException {
        EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
        settings.parts().forEach(part -> kinds.addAll(NEEDED.getOrDefault(part, List.of())));
        if (redis.isEmpty()) {
            kinds.removeAll(EnumSet.of(Kind.FEW_IN_REDIS, Kind.MANY_IN_REDIS));
        }
        try (Child floor = Child.start(SessionCost.BOTH_CORES, FloorProcess.class);
                SessionServers servers = SessionServers.start(kinds, settings.alone(), redis, directory);
                Load load = Load.start(LoadProcess.class, settings.devices())) {
            return new Run(floor, servers, load, redis).measure(kinds);
        }
    }

    /** What goes on while the processes are there. */
    private final class Run {
        private final SessionServers servers;
        private final Load load;
        private final Map<Kind, RedisChild> redis;
        private final Lane floor;
        /** In the long form it tells how much of what digest adds is the exchange. */
        private final Lane challengingFloor;

        private final Map<Kind, Lane> lanes = new LinkedHashMap<>();
        private final List<Budget> budgets = new ArrayList<>();

        Run(Child floor, SessionServers servers, Load load, Map<Kind, RedisChild> redis) throws IOException {
            this.servers = servers;
            this.load = load;
            this.redis = redis;
            this.floor = Lane.of("floor", floor, SessionCost.port(floor));
            this.challengingFloor = new Lane(
                    "floor that challenges",
                    floor,
                    Integer.parseInt(floor.await(FloorProcess.CHALLENGING)),
                    SessionServers.LOGIN,
                    null);
        }

        List<Budget> measure(EnumSet<Kind> kinds) throws IOException, InterruptedException, GeneralSecurityException {
            // Both warm up, and in a short run there is no time to have them do so one after the other.
            var tlsStarts = settings.alone() ? CompletableFuture.completedFuture(null) : inBackground(tls::start);
            warmUp(floor);
            if (settings.alone()) {
                warmUp(challengingFloor);
            }
            out.accept("an Inform has " + load.ask("bytes") + " bytes");
            for (Kind kind : kinds) {
                if (kind != Kind.IDLE) { // Its own devices will be made known to it.
                    introduce(kind);
                }
            }
            // All before any is measured: what they have in common must not be warmer for one of them.
            for (Map.Entry<Kind, Lane> lane : lanes.entrySet()) {
                if (settings.alone() || !LIKE_ANOTHER.contains(lane.getKey())) {
                    warmUp(lane.getValue());
                }
            }
            tlsStarts.join();
            sessions();
            idle();
            if (settings.has(BenchPart.STORM)) {
                Server server = servers.get(Kind.STORM);
                BootStorm storm = new BootStorm(server.process(), load, server.port(), out);
                budgets.addAll(StormBudgets.of(storm.measure(settings.storm())));
            }
            if (!redis.isEmpty()) {
                onRedis();
            }
            return budgets;
        }

        /** Has a server know the devices, and remembers it as one whose sessions are measured. */
        private void introduce(Kind kind) throws IOException, InterruptedException {
            Login login = kind == Kind.DIGEST ? SessionServers.LOGIN : null;
            if (kind == Kind.THREE_POLICIES || kind == Kind.THOUSAND_POLICIES) {
                PolicyBudgets.writeThree(servers.api(kind));
            }
            if (kind == Kind.THOUSAND_POLICIES) {
                PolicyBudgets.writeOthers(servers.api(kind));
            }
            Server server = servers.get(kind);
            SessionCost.introduce(server.process(), server.port(), settings.devices(), login);
            out.accept(kind + " knows the devices");
            if (!NO_LANE.contains(kind)) {
                lanes.put(kind, new Lane(kind.toString(), server.process(), server.port(), login, redis.get(kind)));
            }
        }

        private void warmUp(Lane lane) throws IOException, InterruptedException {
            SessionCost.begin(load, lane.port(), lane.login());
            SessionCost.warmUp(load, lane.server(), settings.mostWarmup(), out);
            SessionCost.stop(load);
        }

        /** Memory asks for no quiet machine, so in a short run that of sessions over TLS is counted at the same time. */
        private void idle() throws IOException, InterruptedException, GeneralSecurityException {
            if (!settings.has(BenchPart.IDLE)) {
                return;
            }
            var meantime = settings.alone() ? CompletableFuture.completedFuture(null) : inBackground(tls::prepare);
            Server idle = servers.get(Kind.IDLE);
            budgets.addAll(IdleBudgets.measure(idle.process(), idle.port(), settings, "plain", out));
            meantime.join();
        }

        private static CompletableFuture<?> inBackground(Meanwhile what) {
            return CompletableFuture.runAsync(() -> {
                try {
                    what.run();
                } catch (IOException | GeneralSecurityException e) {
                    throw new CompletionException(e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CompletionException(e);
                }
            });
        }

        /** Those that do without Redis. */
        private void sessions() throws IOException, InterruptedException {
            List<Lane> measured = new ArrayList<>(List.of(floor));
            lanes.values().stream().filter(lane -> lane.redis() == null).forEach(measured::add);
            if (!settings.has(BenchPart.SESSIONS) && !settings.has(BenchPart.POLICIES)) {
                return;
            }
            if (settings.has(BenchPart.SESSIONS) && settings.alone()) {
                measured.add(challengingFloor);
            }
            Map<Lane, LaneCost> costs = new SessionTurns(load, out).measure(measured, settings.turns());
            double least = cost(costs, floor).millis();
            LaneCost plain = cost(costs, lane(Kind.EMBEDDED));
            if (settings.has(BenchPart.SESSIONS)) {
                LaneCost digest = cost(costs, lane(Kind.DIGEST));
                LaneCost challenged = costs.get(challengingFloor);
                String exchange = challenged == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                ", which the floor takes %.2f x more for without proving anything",
                                (challenged.millis() - least) / least);
                budgets.add(Budget.most(
                        "session, embedded store", FLOORS, EMBEDDED, plain.millis() / least, plain.toString()));
                budgets.add(Budget.most(
                        "digest, what it adds",
                        FLOORS,
                        DIGEST,
                        (digest.millis() - plain.millis()) / least,
                        "one exchange more" + exchange + "; each message proven; " + digest));
            }
            if (settings.has(BenchPart.POLICIES)) {
                budgets.addAll(PolicyBudgets.of(
                        plain,
                        cost(costs, lane(Kind.THREE_POLICIES)),
                        cost(costs, lane(Kind.THOUSAND_POLICIES)),
                        least));
            }
        }

        private void onRedis() throws IOException, InterruptedException, GeneralSecurityException {
            String url = Objects.requireNonNull(redis.get(Kind.MANY_IN_REDIS)).url();
            var filling = CompletableFuture.supplyAsync(() -> RedisMemory.fill(url, settings.stored()));
            tls.prepare();
            RedisMemory.Sizes sizes = filling.join();
            out.accept(String.format(Locale.ROOT, "%,d devices more are in one Redis", settings.stored()));
            List<Lane> measured = List.of(floor, lane(Kind.FEW_IN_REDIS), lane(Kind.MANY_IN_REDIS));
            Map<Lane, LaneCost> costs = new SessionTurns(load, out).measure(measured, settings.turns());
            budgets.addAll(RedisBudgets.of(
                    cost(costs, lane(Kind.FEW_IN_REDIS)),
                    cost(costs, lane(Kind.MANY_IN_REDIS)),
                    sizes,
                    cost(costs, floor).millis(),
                    settings));
        }

        private Lane lane(Kind kind) {
            return Objects.requireNonNull(lanes.get(kind), kind::name);
        }

        private static LaneCost cost(Map<Lane, LaneCost> costs, Lane lane) {
            return Objects.requireNonNull(costs.get(lane), lane::name);
        }
    }
}
