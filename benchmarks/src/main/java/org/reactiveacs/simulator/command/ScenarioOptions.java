package org.reactiveacs.simulator.command;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.main.CommandFailure;
import org.reactiveacs.simulator.fleet.FleetOptions.Mix;
import org.reactiveacs.simulator.scenario.Arrival;
import org.reactiveacs.simulator.scenario.Scenario;
import org.reactiveacs.simulator.scenario.Scenario.Arrivals;
import org.reactiveacs.simulator.scenario.Scenario.Boot;
import org.reactiveacs.simulator.scenario.Scenario.ConnectionRequests;
import org.reactiveacs.simulator.scenario.Scenario.Firmware;
import org.reactiveacs.simulator.scenario.Scenario.Periodic;
import org.reactiveacs.simulator.scenario.Scenario.Probes;
import org.reactiveacs.simulator.scenario.ScenarioFile;
import picocli.CommandLine.Option;

/** Options about what the devices do; they go before what a scenario's file says. */
final class ScenarioOptions {
    private static final int DEVICES = 100;
    private static final int SECONDS = 60;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            description = "Play a scenario, by its name or the path of its file.")
    private @Nullable String name;

    @Option(names = "--devices", paramLabel = "N", description = "How many devices. Default: the scenario's, else 100.")
    private @Nullable Integer devices;

    @Option(
            names = "--interval",
            paramLabel = "S",
            description = "Seconds between the periodic Informs of a device, until the ACS sets another interval. "
                    + "Default: the scenario's, else 60.")
    private @Nullable Integer interval;

    @Option(names = "--duration", paramLabel = "S", description = "Seconds to run. Default: the scenario's, else 60.")
    private @Nullable Integer duration;

    @Option(
            names = "--ramp",
            paramLabel = "S",
            description = "Seconds over which the first calls, or a scenario's boots or orders, are spread. "
                    + "Default: the scenario's, else the interval.")
    private @Nullable Integer ramp;

    @Option(names = "--model", description = "Data model: tr181, tr098, mixed. Default: the scenario's, else tr181.")
    private @Nullable Mix model;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Sessions a second that begin, however long those before take (open loop).")
    private @Nullable Double rate;

    @Option(
            names = "--arrival",
            description = "How the sessions of --rate are spread: poisson, even. Default: poisson.")
    private @Nullable Arrival arrival;

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Sessions at once, each followed by the next (closed loop).")
    private @Nullable Integer concurrency;

    @Option(
            names = "--connection-requests",
            paramLabel = "N",
            description = "Listen for connection requests, and send so many a second; 0 to leave it to the ACS.")
    private @Nullable Double connectionRequests;

    @Option(
            names = "--introduce",
            negatable = true,
            description =
                    "Let each device call once before anything is counted, or do not. Default: as the scenario says; "
                            + "with --rate, --concurrency or --connection-requests alone they do.")
    private @Nullable Boolean introduce;

    @Option(
            names = "--baseline",
            paramLabel = "S",
            description = "Seconds for which probes learn what is usual before the load. Default: the scenario's.")
    private @Nullable Integer baseline;

    /** What the report calls it. */
    String name() {
        return name == null ? "none" : name;
    }

    /** Whether it is more than a fleet that calls by itself. */
    boolean isLoad() {
        return name != null || rate != null || concurrency != null || connectionRequests != null;
    }

    /**
     * What is to be done.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    Scenario scenario() {
        requirePositive("--devices", devices);
        requirePositive("--interval", interval);
        requirePositive("--duration", duration);
        if (rate != null && concurrency != null) {
            throw new IllegalArgumentException("--rate and --concurrency exclude each other");
        }
        Scenario said = said();
        return new Scenario(
                said.description(),
                devices == null ? said.devices() : devices,
                duration == null ? said.duration() : duration,
                model == null ? said.model() : model,
                introduce == null ? said.introduce() : introduce,
                interval == null ? said.periodic() : new Periodic(interval),
                boot(said.boot()),
                arrivals(said.arrivals()),
                said.changes(),
                connectionRequests == null ? said.connectionRequests() : new ConnectionRequests(connectionRequests),
                firmware(said.firmware()),
                probes(said.probes()),
                said.broken());
    }

    private Scenario said() {
        if (name == null) {
            return isLoad() ? loadOnly() : callingByItself();
        }
        try {
            return ScenarioFile.read(name);
        } catch (IOException e) {
            throw new CommandFailure("--scenario: cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    private static Scenario loadOnly() {
        return new Scenario("", DEVICES, SECONDS, Mix.TR181, true, null, null, null, null, null, null, null, Map.of());
    }

    private Scenario callingByItself() {
        int period = interval == null ? SECONDS : interval;
        int seconds = duration == null ? SECONDS : duration;
        return new Scenario(
                "",
                DEVICES,
                seconds,
                Mix.TR181,
                false,
                new Periodic(period),
                new Boot(Math.min(period, seconds), true, Arrival.EVEN),
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    private @Nullable Boot boot(@Nullable Boot said) {
        return said == null || ramp == null || ramp < 0 ? said : new Boot(ramp, said.bootstrap(), said.arrival());
    }

    private @Nullable Firmware firmware(@Nullable Firmware said) {
        return said == null || ramp == null ? said : new Firmware(said.bytes(), said.version(), ramp);
    }

    private @Nullable Probes probes(@Nullable Probes said) {
        return said == null || baseline == null ? said : new Probes(said.devices(), said.every(), baseline);
    }

    private @Nullable Arrivals arrivals(@Nullable Arrivals said) {
        if (concurrency != null) {
            return new Arrivals(0, Arrival.POISSON, concurrency);
        }
        double perSecond = rate != null ? rate : said == null ? 0 : said.rate();
        if (perSecond == 0) {
            return said;
        }
        Arrival spread = arrival != null ? arrival : said == null ? Arrival.POISSON : said.arrival();
        return new Arrivals(perSecond, spread, 0);
    }

    private static void requirePositive(String option, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new IllegalArgumentException(option + ": must be at least 1, not " + value);
        }
    }
}
