package org.reactiveacs.simulator.fleet;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CliCommand;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.main.ExitCode;
import org.reactiveacs.simulator.client.AcsUrl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code acs simulate}: a fleet of CPEs that call an ACS and do what it says. */
@Command(
        name = "simulate",
        description = {
            "Simulate CPEs that call an ACS and do what it says.",
            "",
            "Each has a whole data model, applies what it is told, moves files, reboots, and",
            "tries a failed session again with the waits of TR-069. Ends with 1 when no session",
            "ended well.",
            "",
            "Whether everything was done exactly once, --record tells: one JSON object a line for",
            "each request that shows when it is done twice, with the device, the rpc, the",
            "commandKey or parameterKey and the time. It is written when the device has done it,",
            "even if its answer is lost."
        })
public final class SimulateCommand implements CliCommand {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--acs", required = true, paramLabel = "URL", description = "The URL that CPEs call.")
    private String acs = "";

    @Option(
            names = "--devices",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many devices. Default: ${DEFAULT-VALUE}.")
    private int devices;

    @Option(
            names = "--interval",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds between the periodic Informs of a device, until the ACS sets another interval. "
                    + "Default: ${DEFAULT-VALUE}.")
    private int interval;

    @Option(
            names = "--duration",
            paramLabel = "S",
            defaultValue = "60",
            description = "Seconds to run. Default: ${DEFAULT-VALUE}.")
    private int duration;

    @Option(
            names = "--ramp",
            paramLabel = "S",
            description = "Seconds over which the first calls are spread. Default: the interval.")
    private int ramp = -1;

    @Option(
            names = "--model",
            defaultValue = "tr181",
            description = "Data model: tr181, tr098, mixed. Default: ${DEFAULT-VALUE}.")
    private FleetOptions.Mix model = FleetOptions.Mix.TR181;

    @Option(names = "--username", paramLabel = "U", description = "User name for the ACS.")
    private String username = "";

    @Option(names = "--password", paramLabel = "P", description = "Password for the ACS.")
    private String password = "";

    @Option(
            names = "--oui",
            defaultValue = "02AC50",
            description = "OUI of the devices, six hexadecimal digits. Default: ${DEFAULT-VALUE}.")
    private String oui = "";

    @Option(
            names = "--serial-prefix",
            paramLabel = "TEXT",
            defaultValue = "SIM",
            description = "What serial numbers begin with; six digits follow. Default: ${DEFAULT-VALUE}.")
    private String serialPrefix = "";

    @Option(names = "--seed", defaultValue = "1", description = "Seed of what is random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Event loops. Default: one for each processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--tls-insecure", description = "Take any certificate of the ACS.")
    private boolean tlsInsecure;

    @Mixin
    private LineOptions lines = new LineOptions();

    @Option(names = "--record", paramLabel = "FILE", description = "Write what devices did to a new file, see above.")
    private @Nullable Path record;

    @Option(names = "--json", description = "End with one JSON object on stdout, and show no progress.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        requirePositive("--devices", devices);
        requirePositive("--interval", interval);
        requirePositive("--duration", duration);
        requirePositive("--threads", threads);
        if (!oui.matches("[0-9A-Fa-f]{6}")) {
            throw new ParameterException(spec.commandLine(), "--oui: six hexadecimal digits are wanted, not " + oui);
        }
        requireReachable();
        if (record == null) {
            simulate(Executions.NONE);
            return ExitCode.OK;
        }
        try (ExecutionRecord executions = new ExecutionRecord(record)) {
            simulate(executions);
        } catch (IOException e) {
            throw new CommandFailure("--record: cannot write " + record + ": " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private void simulate(Executions executions) throws InterruptedException {
        try (Fleet fleet = Fleet.start(options(), threads, tlsInsecure, executions)) {
            FleetReport report = run(fleet);
            print(report);
            if (report.sessions() == 0) {
                throw new CommandFailure("no session ended well"
                        + (fleet.lastFailure().isEmpty() ? "" : "; the last one failed: " + fleet.lastFailure()));
            }
        }
    }

    private FleetOptions options() {
        return new FleetOptions(
                acs,
                username,
                password,
                devices,
                Duration.ofSeconds(interval),
                Duration.ofSeconds(ramp < 0 ? Math.min(interval, duration) : ramp),
                model,
                oui,
                serialPrefix,
                seed,
                lines.lines());
    }

    private FleetReport run(Fleet fleet) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(duration);
        while (true) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return fleet.stop();
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, PROGRESS_EVERY.toNanos()));
            if (!json) {
                spec.commandLine().getErr().println(fleet.progress());
                spec.commandLine().getErr().flush();
            }
        }
    }

    private void print(FleetReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(report));
        } else {
            out.printf(
                    "%d devices: %d sessions, %d failed, %.2f sessions/s, p50 %.2f ms, p99 %.2f ms%n",
                    report.devices(),
                    report.sessions(),
                    report.failed(),
                    report.sessionsPerSecond(),
                    report.p50Ms(),
                    report.p99Ms());
            report.rpcs().forEach((name, count) -> out.printf("  %s %d%n", name, count));
        }
        out.flush();
    }

    /** Better one clear word now than thousands of failed sessions. */
    private void requireReachable() {
        try {
            AcsUrl url = AcsUrl.of(acs);
            try (Socket probe = new Socket()) {
                probe.connect(url.address(), CONNECT_MILLIS);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--acs: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandFailure("--acs: cannot connect to " + acs + ": " + e.getMessage(), e);
        }
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + ": must be at least 1, not " + value);
        }
    }
}
