package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures what TLS costs: handshakes, full and resumed at another node, and memory of idle sessions. */
final class TlsBudgets {

    private static final int NODES = 2;

    private TlsBudgets() {}

    static List<Budget> measure(BenchSettings settings, Path directory, Consumer<String> out)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<Object> servers = new ArrayList<>();
        for (TlsKey key : TlsKey.values()) {
            List<String> tls = key.certify(directory);
            for (int node = 0; node < NODES; node++) {
                servers.addAll(servers.isEmpty() ? List.of() : List.of(ServerProcess.NEXT));
                servers.add("embedded:" + directory.resolve(key.name() + node));
                servers.addAll(tls);
            }
        }
        List<Budget> budgets = new ArrayList<>();
        try (Child server = Child.start(SessionCost.BOTH_CORES, ServerProcess.class, servers.toArray())) {
            Map<TlsKey, List<Integer>> portsByKey = new EnumMap<>(TlsKey.class);
            for (TlsKey key : TlsKey.values()) {
                portsByKey.put(key, List.of(SessionCost.port(server), SessionCost.port(server)));
            }
            for (Map.Entry<TlsKey, List<Integer>> entry : portsByKey.entrySet()) {
                TlsKey key = entry.getKey();
                List<Integer> ports = entry.getValue();
                var measured = TlsCost.measure(settings.tls(), server, ports);
                measured.forEach((phase, figures) -> out.accept(figures.text(key, phase)));
                budgets.addAll(handshakes(key, measured));
                if (key == TlsKey.ECDSA_P256) {
                    budgets.addAll(IdleBudgets.measure(server, ports.get(0), settings, "tls", out));
                }
            }
        }
        return budgets;
    }

    private static List<Budget> handshakes(TlsKey key, Map<TlsPhase, TlsCost.Figures> measured) {
        return Stream.of("TLSv1.2", "TLSv1.3")
                .map(protocol -> {
                    var full = Objects.requireNonNull(measured.get(new TlsPhase(protocol, false)));
                    var resumed = Objects.requireNonNull(measured.get(new TlsPhase(protocol, true)));
                    return Budget.most(
                            "handshake, resumed / full, " + key + ", " + protocol,
                            "",
                            key.budget(protocol),
                            resumed.cpuMillis() / full.cpuMillis(),
                            String.format(
                                    Locale.ROOT,
                                    "%.0f full and %.0f resumed a second on a core, the compiler had %.0f %% and %.0f %% beside them",
                                    1000 / full.cpuMillis(),
                                    1000 / resumed.cpuMillis(),
                                    full.compiler() * 100,
                                    resumed.compiler() * 100));
                })
                .toList();
    }
}
