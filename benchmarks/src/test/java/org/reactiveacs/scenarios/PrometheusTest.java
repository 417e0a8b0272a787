package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;
import org.reactiveacs.rig.OperatorClient;
import org.reactiveacs.simulator.fleet.Fleet;
import org.reactiveacs.simulator.fleet.Lines;
import org.reactiveacs.store.redis.server.RedisServers;
import org.reactiveacs.store.redis.server.StandaloneRedis;

/** A real Prometheus at two nodes that serve a fleet: what dashboards ask for is there, and a node that is killed is told of. */
@Tag("scenario")
final class PrometheusTest {
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "alerts.yml");
    private static final Path SCRIPT =
            Path.of("..", "deploy", "prometheus", "start").toAbsolutePath();
    private static final int TERMINATED = 143;
    private static final int DEVICES = 40;
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(45);
    private static final String RATE_INTERVAL = "20s";
    private static final String TOKEN = "the-token-of-the-scenario";
    private static final String USERNAME = "welcome";
    private static final String PASSWORD = "a-password-that-all-share";

    /** Panels that have nothing to show here, by the reason. Those that look back for an hour or a day are not among them. */
    private static final Map<String, List<String>> RIGHTLY_EMPTY = Map.of(
            "nothing goes wrong",
            List.of(
                    "ACS / Fleet: Faults from devices A",
                    "ACS / Fleet: Quirks A",
                    "ACS / Fleet: Alerts that fire A",
                    "ACS / Sessions: Faults A",
                    "ACS / Sessions: Refused A",
                    "ACS / Nodes and store: New sessions refused A",
                    "ACS / Nodes and store: Operations that failed A",
                    "ACS / Nodes and store: Operations that failed B"),
            "no listener speaks TLS",
            List.of(
                    "ACS / Nodes and store: Time until certificates expire A",
                    "ACS / Sessions: TLS handshakes A",
                    "ACS / Sessions: TLS handshakes B",
                    "ACS / Sessions: Share of handshakes that were resumed A"),
            "no campaign is under way",
            List.of(
                    "ACS / Campaigns and policies: Devices done A",
                    "ACS / Campaigns and policies: Share that failed A"),
            "nobody orders a transfer",
            List.of(
                    "ACS / Campaigns and policies: Downloads A",
                    "ACS / Campaigns and policies: Downloads B",
                    "ACS / Campaigns and policies: Downloads C"),
            "no policy has a hook",
            List.of(
                    "ACS / Campaigns and policies: Questions to hooks A",
                    "ACS / Campaigns and policies: Time of hooks A",
                    "ACS / Campaigns and policies: Time of hooks B",
                    "ACS / Campaigns and policies: Time of hooks C"),
            "nobody asks devices to call",
            List.of(
                    "ACS / Connection requests: Outcomes A",
                    "ACS / Connection requests: Share that did not call A",
                    "ACS / Connection requests: Reached, by way A",
                    "ACS / Connection requests: Not reached, by way A",
                    "ACS / Connection requests: Time until a device called A",
                    "ACS / Connection requests: Time until a device called B",
                    "ACS / Connection requests: Time until a device called C",
                    "ACS / Connection requests: Times A"),
            "STUN and XMPP are off",
            List.of(
                    "ACS / Connection requests: STUN requests A",
                    "ACS / Connection requests: Bindings A",
                    "ACS / Connection requests: Datagrams to devices A",
                    "ACS / Connection requests: Connected to the XMPP server A"));

    @RegisterExtension
    static final StandaloneRedis REDIS = RedisServers.standalone();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @BeforeEach
    void startEmpty() {
        Program.require("prometheus");
        Program.require("curl");
        Program.require("promtool");
        REDIS.flush();
    }

    @Test
    void prometheusFindsWhatDashboardsAskForAndTellsOfANodeThatIsKilled() throws Exception {
        String keys = Site.keys();
        try (Node one = Node.start(directory, Map.of(), settings("one", keys));
                Node two = Node.start(directory, Map.of(), settings("two", keys));
                Prometheus prometheus =
                        Prometheus.start(directory, impatient(Files.readString(RULES)), List.of(one, two))) {
            order(one);
            try (Fleet first = fleet(one, "ONE").call(INTERVAL, INTERVAL, Lines.ORDINARY);
                    Fleet second = fleet(two, "TWO").call(INTERVAL, INTERVAL, Lines.ORDINARY)) {
                assertThatTargetsAreUp(prometheus);
                assertThatRulesAreGood(prometheus);
                assertThatPanelsHaveData(prometheus);
                assertThat(prometheus.query("sum(acs_leases_held)")).containsExactly("256");
                assertThat(prometheus.query("max(acs_leases_free)")).containsExactly("0");
                awaitDevices(prometheus, "sum(acs_devices_known)");
                awaitDevices(prometheus, "sum(acs_devices_by_model)");
                assertThatPromtoolFindsNothing(one);
                assertThat(first.stop().failed() + second.stop().failed())
                        .as(first.lastFailure() + second.lastFailure())
                        .isZero();
            }

            two.kill();

            String down = "ALERTS{alertname=\"AcsNodeDown\", instance=\"" + Prometheus.target(two) + "\", alertstate=";
            Await.until("the alert waits", SOON, () -> prometheus.hasData(down + "\"pending\"}"));
            Await.until("the alert fires", SOON, () -> prometheus.hasData(down + "\"firing\"}"));
            assertThat(prometheus.query("ALERTS{alertname=\"AcsNodeDown\"}")).hasSize(1);
            assertThat(prometheus.query("ALERTS{alertname=\"AcsClusterDown\"}")).isEmpty();
            Await.until(
                    "the other node holds all",
                    SOON,
                    () -> prometheus.query("sum(acs_leases_held)").equals(List.of("256")));
        }
    }

    @Test
    void theScriptWatchesAServerAndLeavesNothingBehind() throws Exception {
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        try (Node node = Node.start(directory, Map.of(), List.of("store.url=embedded:" + directory.resolve("data")));
                Program script = Program.start(
                        directory,
                        Map.of("TMPDIR", scratch.toString()),
                        List.of(SCRIPT.toString(), Prometheus.target(node)))) {
            Await.until("the script has told where to look", () -> {
                assertThat(script.isAlive()).as(script.output()).isTrue();
                return script.output().contains("Ctrl-C");
            });

            var alerts =
                    Pattern.compile("alerts +(http://127.0.0.1:(\\d+)/alerts)").matcher(script.output());
            assertThat(alerts.find()).as(script.output()).isTrue();
            Prometheus prometheus = Prometheus.of(script, Integer.parseInt(alerts.group(2)));
            assertThatRulesAreGood(prometheus);
            Await.until("the node is scraped", SOON, () -> prometheus.hasData("up{cluster=\"main\"} == 1"));
            script.stop();
            assertThat(script.exitCode()).isEqualTo(TERMINATED);
            assertThat(scratch).isEmptyDirectory();
        }
    }

    @Test
    void theScriptSaysThatThereIsNoServer() throws Exception {
        try (Program script = Program.start(directory, Map.of(), List.of(SCRIPT.toString(), "127.0.0.1:1"))) {
            assertThat(script.exitCode()).isEqualTo(1);
            assertThat(script.output()).contains("no node answers at 127.0.0.1:1");
        }
    }

    private static List<String> settings(String name, String keys) {
        return List.of(
                "store.url=" + REDIS.url(),
                "node.name=" + name,
                "security.keys=" + keys,
                "api.token=" + TOKEN,
                "cwmp.onboarding.username=" + USERNAME,
                "cwmp.onboarding.password=" + PASSWORD,
                "cwmp.onboarding.afterReset=accept",
                "store.commandTimeout=10s", // A Java that starts takes the machine for itself.
                "shutdown.notice=0s",
                "shutdown.drain=0s");
    }

    /** The rules that are shipped, but nobody waits minutes for what they have found. */
    private static String impatient(String rules) {
        return rules.replaceAll("(?m)^( +for:) .*$", "$1 5s");
    }

    private static TestFleet fleet(Node node, String serialPrefix) {
        return new TestFleet("http://127.0.0.1:" + node.cwmpPort() + "/", USERNAME, PASSWORD, serialPrefix, DEVICES);
    }

    /** Something of what operators do. */
    private static void order(Node node) throws Exception {
        var operator = OperatorClient.of(node.apiPort(), TOKEN);
        operator.text("PUT", "/policies/time", """
                {"values": {"Device.Time.NTPServer1": "ntp.example.net", "Device.Time.Enable": true}}""");
        String device = "/devices/" + TestFleet.id("ONE000001");
        operator.text("PUT", device, "{}");
        operator.text("POST", device + "/tasks", "{\"kind\": \"reboot\", \"wake\": false}");
    }

    /** Until the nodes together tell of each device once. */
    private static void awaitDevices(Prometheus prometheus, String expression) throws Exception {
        var all = List.of(Integer.toString(2 * DEVICES));
        Await.until(expression, SOON, () -> prometheus.query(expression).equals(all));
    }

    private static void assertThatTargetsAreUp(Prometheus prometheus) throws Exception {
        Await.until("both nodes are scraped", () -> prometheus.query("up == 1").size() == 2);
        assertThat(prometheus.targets()).hasSize(2).allSatisfy(target -> {
            assertThat(target.path("health").asString()).isEqualTo("up");
            assertThat(target.path("lastError").asString()).isEmpty();
        });
    }

    private static void assertThatRulesAreGood(Prometheus prometheus) throws Exception {
        Await.until(
                "all rules have been evaluated",
                () -> prometheus.rules().stream()
                        .noneMatch(rule -> rule.path("health").asString().equals("unknown")));
        assertThat(prometheus.rules())
                .hasSizeGreaterThan(50)
                .allSatisfy(rule -> assertThat(rule.path("health").asString())
                        .as(rule.toString())
                        .isEqualTo("ok"));
    }

    private static void assertThatPanelsHaveData(Prometheus prometheus) throws Exception {
        List<Panel> waiting = new ArrayList<>(Panel.all());
        Set<String> excused =
                RIGHTLY_EMPTY.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        assertThat(waiting)
                .hasSizeGreaterThan(50)
                .extracting(Panel::name)
                .as("names of panels")
                .containsAll(excused);
        try {
            Await.until("all panels have data", SOON, () -> {
                for (Panel panel : List.copyOf(waiting)) {
                    boolean isExcused = panel.looksBack() || excused.contains(panel.name());
                    if (isExcused || prometheus.hasData(panel.query(RATE_INTERVAL))) {
                        waiting.remove(panel);
                    }
                }
                return waiting.isEmpty();
            });
        } catch (AssertionError e) {
            assertThat(waiting).as("panels without data").isEmpty();
        }
    }

    /** What Prometheus' own tool says to the names, kinds and helps of a node's meters. */
    private void assertThatPromtoolFindsNothing(Node node) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + Prometheus.target(node) + "/metrics"))
                .build();
        Path scraped = directory.resolve("metrics.txt");
        HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(scraped));
        try (Program promtool = Program.start(
                directory, Map.of(), List.of("sh", "-c", "promtool check metrics < \"$0\"", scraped.toString()))) {
            assertThat(promtool.exitCode()).as(promtool.output()).isZero();
            assertThat(promtool.output()).isEmpty();
        }
    }
}
