package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.reactiveacs.benchmarks.SessionCost.Login;

/**
 * Servers under test, each with a store of its own. Alone in its process each is as it would be for its users: what Java's compiler makes of
 * code depends on all that goes through it. Together they are warm sooner.
 */
final class SessionServers implements AutoCloseable {
    static final Login LOGIN = new Login("bench", "a-password-for-all");

    private static final String HEAP_OF_MANY = "2g";

    private final List<Child> processes = new ArrayList<>();
    private final Map<Kind, Server> servers = new EnumMap<>(Kind.class);

    private SessionServers() {}

    /** What tells a server from the others. */
    enum Kind {
        EMBEDDED,
        DIGEST,
        THREE_POLICIES,
        THOUSAND_POLICIES,
        IDLE,
        STORM,
        FEW_IN_REDIS,
        MANY_IN_REDIS;

        private List<String> settings() {
            return switch (this) {
                case DIGEST ->
                    List.of(
                            "cwmp.auth=digest",
                            "cwmp.onboarding.username=" + LOGIN.username(),
                            "cwmp.onboarding.password=" + LOGIN.password(),
                            "cwmp.onboarding.afterReset=accept");
                case STORM -> BootStorm.LIMITS;
                default -> List.of();
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    /**
     * One of them.
     *
     * @param process that it is in
     * @param port for CPEs
     * @param api port for operators
     */
    record Server(Child process, int port, int api) {}

    /**
     * Starts them.
     *
     * @param alone whether each has a process of its own, or only those that need one
     * @param stores of each its Redis, those without one keep their devices with themselves
     * @param directory in which embedded stores are made
     */
    static SessionServers start(Set<Kind> kinds, boolean alone, Map<Kind, RedisChild> stores, Path directory)
            throws IOException {
        SessionServers servers = new SessionServers();
        try {
            for (Set<Kind> together : alone ? oneByOne(kinds) : someApart(kinds)) {
                servers.begin(together, stores, directory);
            }
            return servers;
        } catch (IOException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    private static List<Set<Kind>> oneByOne(Set<Kind> kinds) {
        return kinds.stream().<Set<Kind>>map(EnumSet::of).toList();
    }

    /** Of one the processor's time is bounded and of one memory is counted, which others would take and free, even if they do nothing. */
    private static List<Set<Kind>> someApart(Set<Kind> kinds) {
        Set<Kind> apart = EnumSet.of(Kind.IDLE, Kind.STORM);
        apart.retainAll(kinds);
        Set<Kind> others = EnumSet.copyOf(kinds);
        others.removeAll(apart);
        return Stream.concat(oneByOne(apart).stream(), Stream.of(others))
                .filter(set -> !set.isEmpty())
                .toList();
    }

    private void begin(Set<Kind> together, Map<Kind, RedisChild> stores, Path directory) throws IOException {
        List<Object> arguments = new ArrayList<>();
        for (Kind kind : together) {
            if (!arguments.isEmpty()) {
                arguments.add(ServerProcess.NEXT);
            }
            RedisChild redis = stores.get(kind);
            arguments.add(redis == null ? "embedded:" + directory.resolve(kind.name()) : redis.url());
            arguments.addAll(kind.settings());
        }
        JavaOptions java = together.size() == 1
                ? JavaOptions.ordinary()
                : JavaOptions.ordinary().withHeap(HEAP_OF_MANY).withArchive();
        Child process = Child.start(SessionCost.BOTH_CORES, java, ServerProcess.class, arguments.toArray());
        processes.add(process);
        for (Kind kind : together) {
            servers.put(kind, new Server(process, SessionCost.port(process), Integer.parseInt(process.await("api"))));
        }
    }

    Server get(Kind kind) {
        return Objects.requireNonNull(servers.get(kind), kind::name);
    }

    OperatorApi api(Kind kind) {
        return new OperatorApi(get(kind).api());
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
    }
}
