package org.reactiveacs.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CliCommand;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.main.ExitCode;
import org.reactiveacs.simulator.client.AcsUrl;
import org.reactiveacs.simulator.cpe.Ability;
import org.reactiveacs.simulator.fleet.Executions;
import org.reactiveacs.simulator.fleet.FleetOptions;
import org.reactiveacs.simulator.load.LoadReport;
import org.reactiveacs.simulator.load.LoadRun;
import org.reactiveacs.simulator.load.LoadSettings;
import org.reactiveacs.simulator.load.ReachOptions;
import org.reactiveacs.simulator.scenario.Scenario;
import org.reactiveacs.simulator.scenario.ScenarioFile;
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
            "even if its answer is lost.",
            "",
            "With --rate or --concurrency it is a load, and with --scenario a whole play: --scenarios",
            "lists them. Times of sessions run from when they were scheduled, so that a slow server",
            "cannot hide behind calls that it kept from being made."
        })
public final class SimulateCommand implements CliCommand {
    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration A_DAY = Duration.ofDays(1);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--acs", paramLabel = "URL", description = "The URL that CPEs call.")
    private String acs = "";

    @Option(names = "--scenarios", description = "List the scenarios, and do nothing else.")
    private boolean listsScenarios;

    @Mixin
    private ScenarioOptions scenarios = new ScenarioOptions();

    @Option(
            names = "--username",
            paramLabel = "U",
            description = "User name for the ACS; {oui} and {serial} stand for the device's.")
    private String username = "";

    @Option(names = "--password", paramLabel = "P", description = "Password for the ACS, likewise.")
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

    @Option(
            names = "--offers",
            paramLabel = "WHAT",
            split = ",",
            description = "What devices of TR-181 offer besides: aliases (in the place of instance numbers), wildcards "
                    + "(in the place of all instances). Default: nothing.")
    private Set<Ability> abilities = Set.of();

    @Mixin
    private LineOptions lines = new LineOptions();

    @Mixin
    private SiteOptions site = new SiteOptions();

    @Mixin
    private StunCliOptions stun = new StunCliOptions();

    @Mixin
    private XmppCliOptions xmpp = new XmppCliOptions();

    @Option(names = "--record", paramLabel = "FILE", description = "Write what devices did to a new file, see above.")
    private @Nullable Path record;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON to a new file.")
    private @Nullable Path report;

    @Option(names = "--json", description = "End with the report as JSON on stdout, and show no progress.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (listsScenarios) {
            listScenarios();
            return ExitCode.OK;
        }
        requirePositive("--threads", threads);
        requirePositive("--stun-interval", stun.interval());
        if (acs.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--acs=URL'");
        }
        if (!oui.matches("[0-9A-Fa-f]{6}")) {
            throw new ParameterException(spec.commandLine(), "--oui: six hexadecimal digits are wanted, not " + oui);
        }
        Scenario scenario = scenario();
        InetAddress address = requireReachable();
        if (record == null) {
            simulate(scenario, address, Executions.NONE);
            return ExitCode.OK;
        }
        try (ExecutionRecord executions = new ExecutionRecord(record)) {
            simulate(scenario, address, executions);
        } catch (IOException e) {
            throw new CommandFailure("--record: cannot write " + record + ": " + e.getMessage(), e);
        }
        return ExitCode.OK;
    }

    private Scenario scenario() {
        try {
            return scenarios.scenario();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private void listScenarios() {
        PrintWriter out = spec.commandLine().getOut();
        for (String name : ScenarioFile.NAMES) {
            try {
                out.printf("%-20s %s%n", name, ScenarioFile.read(name).description());
            } catch (IOException e) {
                throw new IllegalStateException(name + " cannot be read", e);
            }
        }
        out.flush();
    }

    private void simulate(Scenario scenario, InetAddress address, Executions executions) throws InterruptedException {
        try (LoadRun run = new LoadRun(settings(scenario, address, executions), this::progress)) {
            LoadReport result = run.run();
            show(result);
            if (result.sessions() == 0) {
                throw new CommandFailure("no session ended well"
                        + (run.lastFailure().isEmpty() ? "" : "; the last one failed: " + run.lastFailure()));
            }
        } catch (IOException e) {
            throw new CommandFailure("--listen: " + e.getMessage(), e);
        }
    }

    private LoadSettings settings(Scenario scenario, InetAddress address, Executions executions) {
        Duration interval = scenario.periodic() == null
                ? A_DAY
                : Duration.ofSeconds(scenario.periodic().interval());
        FleetOptions fleet = new FleetOptions(
                acs,
                username,
                password,
                scenario.devices(),
                interval,
                Duration.ZERO,
                scenario.model(),
                oui,
                serialPrefix,
                seed,
                lines.lines(address, scenarios.isLoad()),
                abilities);
        return new LoadSettings(
                scenarios.name(),
                scenario,
                fleet,
                threads,
                lines.trust(),
                lines.keepsConnections(),
                lines.maxConnections(),
                site.listen(),
                new ReachOptions(stun.options(fleet.lines().sources()), xmpp.options(lines.trust())),
                site.orders(),
                executions);
    }

    private void progress(String line) {
        if (!json) {
            spec.commandLine().getErr().println(line);
            spec.commandLine().getErr().flush();
        }
    }

    private void show(LoadReport result) {
        String text = JsonMapper.shared().writeValueAsString(result);
        if (report != null) {
            try {
                Files.writeString(report, text + '\n');
            } catch (IOException e) {
                throw new CommandFailure("--report: cannot write " + report + ": " + e.getMessage(), e);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(text);
            out.flush();
        } else {
            new ReportText(out).print(result);
        }
    }

    /** Better one clear word now than thousands of failed sessions. */
    private InetAddress requireReachable() {
        try {
            AcsUrl url = AcsUrl.of(acs);
            try (Socket probe = new Socket()) {
                probe.connect(url.address(), CONNECT_MILLIS);
            }
            return url.address().getAddress();
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
