package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;

/** deploy/site/start: everything that an operator installs, from nothing, with a node and the primary Redis killed under load. */
@Tag("scenario")
final class WholeSiteTest {
    private static final Path SCRIPT = Path.of("..", "deploy", "site", "start").toAbsolutePath();
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "alerts.yml");
    private static final int TERMINATED = 143;
    private static final int PORTS = 50;
    private static final int DEVICES = 100;
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void requirePrograms() {
        List.of("haproxy", "redis-server", "redis-cli", "prometheus", "curl").forEach(Program::require);
    }

    @Test
    void aSiteFromNothingOutlivesANodeAndItsPrimaryRedis() throws Exception {
        Path place = directory.resolve("site");
        int port = Ports.firstFreeOf(PORTS);
        try (Running running = start(place, port)) {
            Program script = running.script();
            TestFleet devices = fleet(place, port);
            var orders = orders(place, port);
            var prometheus = Prometheus.of(script, port + 3);
            try (Fleet fleet = devices.callInTurn(INTERVAL, Lines.ORDINARY)) {
                Await.until("all have called", SOON, devices::allServed);
                Await.until("both nodes are scraped", SOON, () -> prometheus.hasData("sum(up{job=\"acs\"}) == 2"));
                assertThat(prometheus.query("ALERTS{alertstate=\"firing\"}")).isEmpty();

                kill(place, "node2");

                Await.until(
                        "the alert fires",
                        SOON,
                        () -> prometheus.hasData("ALERTS{alertname=\"AcsNodeDown\", alertstate=\"firing\"}"));
                assertThat(outcomes(orders, devices, "after the node")).containsOnly("done");

                kill(place, "redis1");

                assertThat(outcomes(orders, devices, "after its Redis")).containsOnly("done");
                assertThat(devices.serials())
                        .allSatisfy(serial ->
                                assertThat(devices.values(serial)).contains("after the node", "after its Redis"));
                assertThat(script.output()).contains("node2 (pid", "redis1 (pid", "has ended");
            }
            script.stop();
            assertThat(script.exitCode()).as(script.output()).isEqualTo(TERMINATED);
            assertThat(place.resolve("pids")).doesNotExist();
        }

        try (Running again = start(place, port)) {
            assertThat(orders(place, port).cluster().at("/nodes")).hasSize(2);
            assertThat(orders(place, port).peers(fleet(place, port).serials()))
                    .as(again.script().output())
                    .doesNotContain("");
        }
    }

    @Test
    void aSiteWhosePortsAreTakenDoesNotStart() throws Exception {
        int port = Ports.firstFreeOf(PORTS);
        try (var taken = new ServerSocket(port + 11, 1, InetAddress.getLoopbackAddress());
                Program script = Program.start(directory, Map.of(), command(directory.resolve("site"), port))) {
            assertThat(script.exitCode()).isEqualTo(1);
            assertThat(script.output()).contains("port " + taken.getLocalPort() + " is taken");
            assertThat(directory.resolve("site")).doesNotExist();
        }
    }

    private static List<String> command(Path place, int port) throws IOException {
        Path rules = Files.writeString(place.resolveSibling("rules.yml"), impatient(Files.readString(RULES)));
        return List.of(
                SCRIPT.toString(), "--port", Integer.toString(port), "--rules", rules.toString(), place.toString());
    }

    /** The rules that are shipped, but nobody waits minutes for a node that is down. */
    private static String impatient(String rules) {
        return rules.replaceFirst("(?s)(alert: AcsNodeDown.*?\n +for:) \\S+", "$1 5s");
    }

    /** Ends with all that it has started, however long that takes. */
    private record Running(Program script) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            script.stop();
        }
    }

    private Running start(Path place, int port) throws Exception {
        Program script = Program.start(directory, Map.of("ACS_JAVA_OPTS", "-Xmx512m"), command(place, port));
        try {
            Await.until("the site runs", START, () -> {
                if (!script.isAlive()) {
                    throw new IllegalStateException("it ended with " + script.exitCode() + ": " + script.output());
                }
                return script.output().contains("Ctrl-C");
            });
            return new Running(script);
        } catch (Exception | AssertionError e) {
            script.stop();
            throw e;
        }
    }

    private static TestFleet fleet(Path place, int port) throws IOException {
        String url = "http://127.0.0.1:" + port + "/";
        return new TestFleet(url, "welcome", secret(place, "onboarding-password"), "SITE", DEVICES);
    }

    private static Orders orders(Path place, int port) throws IOException {
        return new Orders("http://127.0.0.1:" + (port + 1) + "/api/v1", secret(place, "api-token"));
    }

    private static String secret(Path place, String name) throws IOException {
        return Files.readString(place.resolve("secrets").resolve(name)).strip();
    }

    /** What becomes of an order to each device. */
    private static List<String> outcomes(Orders orders, TestFleet devices, String value) throws Exception {
        String order =
                "{\"kind\": \"setParameterValues\", \"values\": {\"" + Orders.PARAMETER + "\": \"" + value + "\"}}";
        return List.copyOf(orders.ends(orders.order(devices.serials(), order), SOON.multipliedBy(2))
                .values());
    }

    private static void kill(Path place, String name) throws IOException {
        long pid = Files.readAllLines(place.resolve("pids")).stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }
}
