package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures what TLS costs: handshakes, full and resumed at another node, and memory of idle sessions. */
final class TlsBudgets implements AutoCloseable {
    private static final Set<BenchPart> PARTS = EnumSet.of(BenchPart.HANDSHAKES, BenchPart.IDLE);

    private final BenchSettings settings;
    private final Path directory;
    private final Consumer<String> out;
    private final List<Budget> idle = new ArrayList<>();
    private @Nullable TlsNodes nodes;

    TlsBudgets(BenchSettings settings, Path directory, Consumer<String> out) {
        this.settings = settings;
        this.directory = directory;
        this.out = out;
    }

    /** Starts the servers and lets them warm up. Once is enough. */
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        if (nodes == null && !Collections.disjoint(settings.parts(), PARTS)) {
            nodes = TlsNodes.start(directory);
            nodes.warmUp(settings.tls().mostWarmup(), out);
        }
    }

    /** Does all that does not ask for a quiet machine: starts the servers and counts memory. Once is enough. */
    void prepare() throws IOException, InterruptedException, GeneralSecurityException {
        start();
        if (nodes != null && idle.isEmpty() && settings.has(BenchPart.IDLE)) {
            idle.addAll(IdleBudgets.measure(
                    nodes.server(), nodes.ports(TlsKey.ECDSA_P256).get(0), settings, "tls", out));
        }
    }

    List<Budget> measure() throws IOException, InterruptedException, GeneralSecurityException {
        prepare();
        List<Budget> budgets = new ArrayList<>();
        if (settings.has(BenchPart.HANDSHAKES)) {
            for (TlsKey key : TlsKey.values()) {
                var measured = Objects.requireNonNull(nodes).measure(key, settings.tls());
                measured.forEach((phase, work) -> out.accept(TlsCost.text(key, phase, work)));
                budgets.addAll(handshakes(key, measured));
            }
        }
        budgets.addAll(idle);
        return budgets;
    }

    private static List<Budget> handshakes(TlsKey key, Map<TlsPhase, Work> measured) {
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

    @Override
    public void close() {
        if (nodes != null) {
            nodes.close();
        }
    }
}
