package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Measures what TLS costs: handshakes, full and resumed at another node, and memory of idle sessions. */
final class TlsBudgets implements AutoCloseable {
    private final BenchSettings settings;
    private final Path directory;
    private final Consumer<String> out;
    private @Nullable TlsNodes nodes;

    TlsBudgets(BenchSettings settings, Path directory, Consumer<String> out) {
        this.settings = settings;
        this.directory = directory;
        this.out = out;
    }

    /** Starts the servers and lets them warm up, which may go on beside something else. Once is enough. */
    TlsNodes warmUp() throws IOException, InterruptedException, GeneralSecurityException {
        if (nodes == null) {
            nodes = TlsNodes.start(directory);
            nodes.warmUp(settings.tls().mostWarmup(), out);
        }
        return nodes;
    }

    List<Budget> measure() throws IOException, InterruptedException, GeneralSecurityException {
        List<Budget> budgets = new ArrayList<>();
        if (settings.has(BenchPart.HANDSHAKES)) {
            TlsNodes warm = warmUp();
            for (TlsKey key : TlsKey.values()) {
                var measured = warm.measure(key, settings.tls());
                measured.forEach((phase, work) -> out.accept(TlsCost.text(key, phase, work)));
                budgets.addAll(handshakes(key, measured));
            }
        }
        if (settings.has(BenchPart.IDLE)) {
            TlsNodes warm = warmUp();
            budgets.addAll(IdleBudgets.measure(
                    warm.server(), warm.ports(TlsKey.ECDSA_P256).get(0), settings, "tls", out));
        }
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
