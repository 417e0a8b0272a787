package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a TLS handshake costs the server, full and resumed: {@code TlsCost [--quick]}. Each connection makes
 * one handshake, sends one empty message and is closed; two nodes with one key ring take turns, so that every ticket is another node's.
 */
public final class TlsCost {
    private TlsCost() {}

    /**
     * How to measure.
     *
     * @param mostWarmup seconds until the nodes of one sort of key are warm
     * @param millis for each sort in each round
     */
    record Plan(int mostWarmup, int millis, int rounds) {
        static final Plan WHOLE = new Plan(30, 2_000, 3);
        static final Plan QUICK = new Plan(4, 1_000, 1);

        static Plan of(String... arguments) {
            return switch (String.join(" ", arguments)) {
                case "" -> WHOLE;
                case "--quick" -> QUICK;
                default -> throw new IllegalArgumentException("expected [--quick], not " + String.join(" ", arguments));
            };
        }
    }

    static String text(TlsKey key, TlsPhase phase, Work work) {
        return String.format(
                Locale.ROOT,
                "%-12s %-8s %-8s %.4f ms CPU a handshake   %6.0f/s a core   %6.0f/s here   compiler %2.0f %%   %d others",
                key,
                phase.protocol(),
                phase.resumed() ? "resumed" : "full",
                work.cpuMillis(),
                1000 / work.cpuMillis(),
                work.perSecond(),
                work.compiler() * 100,
                work.bad());
    }

    /** The line that sets what was measured beside the budget. */
    static String verdict(TlsKey key, String protocol, Work full, Work resumed) {
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
            try (TlsNodes nodes = TlsNodes.start(directory)) {
                nodes.warmUp(plan.mostWarmup(), System.err::println);
                for (TlsKey key : TlsKey.values()) {
                    tell(key, nodes.measure(key, plan));
                }
            }
        } finally {
            delete(directory);
        }
    }

    private static void tell(TlsKey key, Map<TlsPhase, Work> measured) {
        measured.forEach((phase, work) -> System.out.println(text(key, phase, work)));
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            System.out.println(verdict(
                    key,
                    protocol,
                    measured.getOrDefault(new TlsPhase(protocol, false), Work.NONE),
                    measured.getOrDefault(new TlsPhase(protocol, true), Work.NONE)));
        }
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
