package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a TLS handshake costs the server, full and resumed: {@code TlsCost [--quick]}. Each connection makes
 * one handshake, sends one empty message and is closed; two nodes with one key ring take turns, so that every ticket is another node's.
 */
public final class TlsCost {
    private static final int CONNECTIONS = 16;
    private static final int NODES = 2;

    private TlsCost() {}

    /**
     * How to measure.
     *
     * @param warmupMillis for each sort of handshake
     * @param millis for each sort in each round
     */
    record Plan(int warmupMillis, int millis, int rounds) {
        static final Plan WHOLE = new Plan(3_000, 2_000, 3);
        static final Plan QUICK = new Plan(2_000, 600, 1);

        static Plan of(String... arguments) {
            return switch (String.join(" ", arguments)) {
                case "" -> WHOLE;
                case "--quick" -> QUICK;
                default -> throw new IllegalArgumentException("expected [--quick], not " + String.join(" ", arguments));
            };
        }
    }

    /**
     * What came out of one sort.
     *
     * @param handshakes of the sort that was meant
     * @param others that failed, or were full where they should have been resumed
     * @param cpu of all nodes
     * @param seconds that it took
     */
    record Figures(long handshakes, long others, ProcessorTime cpu, double seconds) {
        static final Figures NONE = new Figures(0, 0, new ProcessorTime(0, 0), 0);

        Figures plus(Figures more) {
            return new Figures(
                    handshakes + more.handshakes, others + more.others, cpu.plus(more.cpu), seconds + more.seconds);
        }

        /** What one took, without the compiler. */
        double cpuMillis() {
            return cpu.workSeconds() * 1000 / (handshakes + others);
        }

        /** Share of a core that the compiler used. */
        double compiler() {
            return cpu.compilerSeconds() / seconds;
        }

        String text(TlsKey key, TlsPhase phase) {
            return String.format(
                    Locale.ROOT,
                    "%-12s %-8s %-8s %.4f ms CPU a handshake   %6.0f/s a core   %6.0f/s here   compiler %2.0f %%   %d others",
                    key,
                    phase.protocol(),
                    phase.resumed() ? "resumed" : "full",
                    cpuMillis(),
                    1000 / cpuMillis(),
                    handshakes / seconds,
                    compiler() * 100,
                    others);
        }
    }

    /** The line that sets what was measured beside the budget. */
    static String verdict(TlsKey key, String protocol, Figures full, Figures resumed) {
        double ratio = resumed.cpuMillis() / full.cpuMillis();
        double budget = key.budget(protocol);
        return String.format(
                Locale.ROOT,
                "%-12s %-8s resumed/full %.2f   budget %.2f   %s",
                key,
                protocol,
                ratio,
                budget,
                ratio <= budget ? "met" : "NOT met");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, GeneralSecurityException {
        Plan plan = Plan.of(arguments);
        Path directory = Files.createTempDirectory("acs-tls");
        try {
            for (TlsKey key : TlsKey.values()) {
                tell(key, measure(plan, key, directory));
            }
        } finally {
            delete(directory);
        }
    }

    private static void tell(TlsKey key, Map<TlsPhase, Figures> measured) {
        measured.forEach((phase, figures) -> System.out.println(figures.text(key, phase)));
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            System.out.println(verdict(
                    key,
                    protocol,
                    measured.getOrDefault(new TlsPhase(protocol, false), Figures.NONE),
                    measured.getOrDefault(new TlsPhase(protocol, true), Figures.NONE)));
        }
    }

    private static Map<TlsPhase, Figures> measure(Plan plan, TlsKey key, Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<Object> servers = new ArrayList<>();
        List<String> tls = key.certify(directory);
        for (int i = 0; i < NODES; i++) {
            servers.addAll(i == 0 ? List.of() : List.of(ServerProcess.NEXT));
            servers.add("embedded:" + directory.resolve(key.name() + i));
            servers.addAll(tls);
        }
        try (Child nodes = Child.start(SessionCost.BOTH_CORES, ServerProcess.class, servers.toArray())) {
            return measure(plan, nodes, List.of(SessionCost.port(nodes), SessionCost.port(nodes)));
        }
    }

    /** Measures nodes that listen on these ports of one process. */
    static Map<TlsPhase, Figures> measure(Plan plan, Child nodes, List<Integer> ports)
            throws IOException, InterruptedException {
        String all = ports.stream().map(port -> Integer.toString(port)).collect(Collectors.joining(","));
        Map<TlsPhase, Figures> measured = new LinkedHashMap<>();
        nodes.pin(SessionCost.BOTH_CORES);
        try (Child load = Child.start(
                SessionCost.LOAD_CORE,
                TlsLoadProcess.class,
                all,
                CONNECTIONS,
                plan.warmupMillis(),
                plan.millis(),
                plan.rounds())) {
            for (int round = 0; round <= plan.rounds(); round++) {
                for (TlsPhase phase : TlsPhase.ALL) {
                    Figures figures = read(load, nodes);
                    if (round > 0) {
                        measured.merge(phase, figures, Figures::plus);
                    }
                }
                nodes.pin(SessionCost.SERVER_CORE); // It is warm.
            }
        }
        return measured;
    }

    private static Figures read(Child load, Child nodes) throws IOException {
        String unused = load.await("begin");
        ProcessorTime before = nodes.processorTime();
        List<String> result = List.of(load.await("end").split(" ", -1));
        return new Figures(
                Long.parseLong(result.get(0)),
                Long.parseLong(result.get(1)),
                nodes.processorTime().since(before),
                Double.parseDouble(result.get(2)));
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
