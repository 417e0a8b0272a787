package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CliCommand;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.main.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acs bench}: measures every budget and prints a table of them. */
@Command(
        name = "bench",
        description = {
            "Measure what this server costs beside a floor, and print every budget with what was measured.",
            "",
            "Starts servers on the first core and load on the second, all on this machine; it needs Linux",
            "with taskset and two cores that nothing else uses, and a redis-server for what is measured",
            "on Redis. CPU is that of whole processes without their JIT compiler, which is told beside it, from /proc.",
            "",
            "How it goes is told on stderr, the table goes to stdout."
        })
public final class BenchCommand implements CliCommand {
    private static final int CORES = 2;
    private static final String PART = "bench";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "Take a few minutes, with rougher figures.")
    private boolean isQuick;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Measure only these parts: ${COMPLETION-CANDIDATES}. Default: all.")
    private Set<BenchPart> parts = EnumSet.allOf(BenchPart.class);

    @Option(
            names = "--redis",
            paramLabel = "PROGRAM",
            description = "A redis-server. Default: the one on the PATH, if there is one.")
    private @Nullable Path redis;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description =
                    "Also write the table into a document, between <!-- bench: begin --> and <!-- bench: end -->.")
    private @Nullable Path document;

    @Override
    public Integer call() throws IOException, InterruptedException, GeneralSecurityException {
        if (Runtime.getRuntime().availableProcessors() < CORES) {
            throw new CommandFailure("two cores are needed, one for servers and one for load");
        }
        if (document != null && parts.size() < BenchPart.values().length) {
            throw new CommandFailure("--write wants the whole table: leave out --only");
        }
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        Consumer<String> out = line -> {
            err.printf(Locale.ROOT, "%4.0f s  %s%n", (System.nanoTime() - began) / 1e9, line);
            err.flush();
        };
        Path server = redis != null ? redis : onPath("redis-server").orElse(null);
        BenchSettings settings = isQuick ? BenchSettings.quick(parts, server) : BenchSettings.whole(parts, server);
        String table = BudgetTable.of(measured(settings, out));
        spec.commandLine().getOut().print(table);
        spec.commandLine().getOut().flush();
        if (document != null) {
            new MarkedPart(PART).write(document, machine() + "\n\n" + table);
        }
        return ExitCode.OK;
    }

    private static List<Budget> measured(BenchSettings settings, Consumer<String> out)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory("acs-bench");
        try (TlsBudgets tls = new TlsBudgets(settings, directory, out)) {
            List<Budget> budgets = new ArrayList<>(new SessionBudgets(settings, directory, out, tls).measure());
            if (settings.alone() || !settings.has(BenchPart.WAKES)) {
                budgets.addAll(tls.measure());
                budgets.addAll(wakes(settings, directory, out));
            } else {
                // Of handshakes CPU is counted, and how soon a cold server answers is rough anyway: a short run does
                // both at once.
                Both both = Both.of(() -> wakes(settings, directory, out));
                budgets.addAll(tls.measure());
                budgets.addAll(both.join());
            }
            return budgets;
        } finally {
            TlsCost.delete(directory);
        }
    }

    private static List<Budget> wakes(BenchSettings settings, Path directory, Consumer<String> out)
            throws IOException, InterruptedException {
        return settings.has(BenchPart.WAKES) ? new WakeBudgets(settings.wake(), directory, out).measure() : List.of();
    }

    private String machine() throws IOException {
        String processor;
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            processor = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
        return String.format(
                Locale.ROOT,
                "%s, %s, %d cores, Java %s; `./acs bench%s`:",
                LocalDate.now(ZoneOffset.UTC),
                processor,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                isQuick ? " --quick" : "");
    }

    private static Optional<Path> onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
