package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Servers with TLS, two nodes with one key ring for each sort of key, all in one process; and the load for them. */
final class TlsNodes implements AutoCloseable {
    private static final int NODES = 2;
    private static final int CONNECTIONS = 16;

    /** In which handshakes of the sort before come to their end. */
    private static final int SETTLE_MILLIS = 100;

    private final Child server;
    private final Load load;
    private final Map<TlsKey, List<Integer>> ports;

    private TlsNodes(Child server, Load load, Map<TlsKey, List<Integer>> ports) {
        this.server = server;
        this.load = load;
        this.ports = ports;
    }

    /**
     * Starts them.
     *
     * @param directory for what they keep
     */
    static TlsNodes start(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
        List<Object> servers = new ArrayList<>();
        for (TlsKey key : TlsKey.values()) {
            List<String> tls = key.certify(directory);
            for (int node = 0; node < NODES; node++) {
                servers.addAll(servers.isEmpty() ? List.of() : List.of(ServerProcess.NEXT));
                servers.add("embedded:" + directory.resolve(key.name() + node));
                servers.addAll(tls);
            }
        }
        Child server = Child.start(SessionCost.BOTH_CORES, ServerProcess.class, servers.toArray());
        Load load = Load.start(TlsLoadProcess.class, CONNECTIONS);
        Map<TlsKey, List<Integer>> ports = new EnumMap<>(TlsKey.class);
        for (TlsKey key : TlsKey.values()) {
            ports.put(key, List.of(SessionCost.port(server), SessionCost.port(server)));
        }
        return new TlsNodes(server, load, ports);
    }

    Child server() {
        return server;
    }

    List<Integer> ports(TlsKey key) {
        return Objects.requireNonNull(ports.get(key));
    }

    /**
     * Makes handshakes of all sorts until the nodes are warm.
     *
     * @param mostSeconds for each sort of key
     */
    void warmUp(int mostSeconds, Consumer<String> out) throws IOException, InterruptedException {
        server.pin(SessionCost.BOTH_CORES);
        for (TlsKey key : TlsKey.values()) {
            use(key);
            WarmUp.await(mostSeconds, this::ofAllSorts, out);
        }
        load.tell("stop");
    }

    /** Measures the nodes of one key: all sorts take turns, so that whatever else the machine does meets each of them. */
    Map<TlsPhase, Work> measure(TlsKey key, TlsCost.Plan plan) throws IOException, InterruptedException {
        server.pin(SessionCost.SERVER_CORE);
        use(key);
        Map<TlsPhase, Work> measured = new LinkedHashMap<>();
        for (int round = 0; round < plan.rounds(); round++) {
            for (TlsPhase phase : TlsPhase.ALL) {
                measured.merge(phase, watch(phase, plan.millis()), Work::plus);
            }
        }
        load.tell("stop");
        return measured;
    }

    private void use(TlsKey key) throws IOException {
        load.tell("nodes " + ports(key).stream().map(String::valueOf).collect(Collectors.joining(" ")));
    }

    private Work ofAllSorts() throws IOException, InterruptedException {
        Work all = Work.NONE;
        for (TlsPhase phase : TlsPhase.ALL) {
            all = all.plus(watch(phase, WarmUp.LOOK_MILLIS / TlsPhase.ALL.size()));
        }
        return all;
    }

    private Work watch(TlsPhase phase, long millis) throws IOException, InterruptedException {
        load.tell(phase.order());
        TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
        return load.watch(server, millis);
    }

    @Override
    public void close() {
        load.close();
        server.close();
    }
}
