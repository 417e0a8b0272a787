package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.reactiveacs.benchmarks.SessionCost.Login;

/** Servers in one process, which is warm for all: each has a store of its own. */
final class SessionServers implements AutoCloseable {
    static final Login LOGIN = new Login("bench", "a-password-for-all");

    private static final String HEAP = "2g";

    private final Child process;
    private final Map<Kind, Address> addresses;

    private SessionServers(Child process, Map<Kind, Address> addresses) {
        this.process = process;
        this.addresses = addresses;
    }

    /** What tells a server from the others. */
    enum Kind {
        EMBEDDED,
        DIGEST,
        THREE_POLICIES,
        THOUSAND_POLICIES,
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

    private record Address(int port, int api) {}

    /**
     * Starts them.
     *
     * @param stores of each its Redis, those without one keep their devices with themselves
     * @param directory in which embedded stores are made
     */
    static SessionServers start(List<Kind> kinds, Map<Kind, RedisChild> stores, Path directory) throws IOException {
        List<Object> arguments = new ArrayList<>();
        for (Kind kind : kinds) {
            if (!arguments.isEmpty()) {
                arguments.add(ServerProcess.NEXT);
            }
            RedisChild redis = stores.get(kind);
            arguments.add(redis == null ? "embedded:" + directory.resolve(kind.name()) : redis.url());
            arguments.addAll(kind.settings());
        }
        Child process = Child.start(
                SessionCost.BOTH_CORES,
                JavaOptions.ordinary().withHeap(HEAP),
                ServerProcess.class,
                arguments.toArray());
        Map<Kind, Address> addresses = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            addresses.put(kind, new Address(SessionCost.port(process), Integer.parseInt(process.await("api"))));
        }
        return new SessionServers(process, addresses);
    }

    Child process() {
        return process;
    }

    int port(Kind kind) {
        return address(kind).port();
    }

    OperatorApi api(Kind kind) {
        return new OperatorApi(address(kind).api());
    }

    private Address address(Kind kind) {
        return Objects.requireNonNull(addresses.get(kind), kind::name);
    }

    @Override
    public void close() {
        process.close();
    }
}
