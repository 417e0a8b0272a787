package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.deployment.NodeOfChart;
import org.reactiveacs.simulator.command.SimulateCommand;
import picocli.CommandLine;

/** What stands in deploy/ and can be checked without a container engine. */
@Tag("scenario")
final class DeploymentTest {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Map<String, String> VALUES = Map.of(
            "ACS_API_TOKEN", "a-token-for-the-api",
            "ACS_SECURITY_KEYS", Site.keys(),
            "ACS_CWMP_ONBOARDING_PASSWORD", "a-password-that-all-share");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void theServerTakesTheEnvironmentOfEachNodeOfTheComposeFile() throws Exception {
        Program.require("docker-compose");
        ComposeFile compose = new ComposeFile(directory, VALUES);

        for (String service : List.of("node1", "node2", "node3")) {
            Map<String, String> environment = compose.environment(service);
            try (Node node = Node.start(
                    directory,
                    environment,
                    List.of("store.url=embedded:" + directory.resolve(service), "shutdown.drain=0s"))) {
                assertThat(node.log()).contains("node=" + service);
            }
        }
    }

    @Test
    void theServerTakesTheConfigurationOfTheHelmChart() throws Exception {
        NodeOfChart chart = NodeOfChart.ofExample("embedded.yaml", directory);
        Map<String, String> environment = new HashMap<>(chart.environment());
        environment.put("ACS_CONFIG", chart.file().toString());
        environment.put("ACS_NODE_NAME", "north-reactive-acs-0");

        try (Node node = Node.start(
                directory,
                environment,
                List.of(
                        "store.url=embedded:" + directory.resolve("chart"),
                        "shutdown.notice=0s",
                        "shutdown.drain=0s"))) {
            assertThat(node.log()).contains("node=north-reactive-acs-0");
        }
    }

    @Test
    void theSimulatorTakesTheCommandOfTheComposeFile() throws Exception {
        Program.require("docker-compose");

        List<String> command = new ComposeFile(directory, VALUES).command("simulator");

        assertThat(new CommandLine(new SimulateCommand())
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .parseArgs(command.toArray(String[]::new))
                        .hasMatchedOption("--acs"))
                .isTrue();
    }

    @Test
    void prometheusTakesItsConfiguration() throws Exception {
        Program.require("promtool");

        assertSucceeds(List.of(
                "promtool",
                "check",
                "config",
                DEPLOY.resolve("compose/prometheus.yml").toString()));
    }

    @Test
    void theHealthCheckOfTheImageTellsWhetherANodeIsThere() throws Exception {
        String script = DEPLOY.resolve("container/healthcheck").toString();
        int port;
        try (Node node = Node.start(
                directory, Map.of(), List.of("store.url=embedded:" + directory.resolve("data"), "shutdown.drain=0s"))) {
            port = node.managementPort();
            assertSucceeds(List.of(script, "live", Integer.toString(port)));
            assertSucceeds(List.of(script, "ready", Integer.toString(port)));
            assertThat(exitCode(List.of(script, "none", Integer.toString(port))))
                    .isNotZero();
        }
        assertThat(exitCode(List.of(script, "live", Integer.toString(port)))).isNotZero();
    }

    @Test
    void theHealthCheckDoesNotTakeA503ForHealth() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> command = List.of(
                    DEPLOY.resolve("container/healthcheck").toString(),
                    "ready",
                    Integer.toString(socket.getLocalPort()));
            try (Program check = Program.start(directory, Map.of(), command);
                    var connection = socket.accept()) {
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 503 Service Unavailable\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(check.exitCode()).isNotZero();
            }
        }
    }

    private void assertSucceeds(List<String> command) throws Exception {
        try (Program program = Program.start(directory, Map.of(), command)) {
            assertThat(program.exitCode()).as(program.output()).isZero();
        }
    }

    private int exitCode(List<String> command) throws Exception {
        try (Program program = Program.start(directory, Map.of(), command)) {
            return program.exitCode();
        }
    }
}
