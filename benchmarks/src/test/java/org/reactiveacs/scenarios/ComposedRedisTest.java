package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.rig.Await;

/** Redis servers and Sentinels as deploy/compose starts them, but on this machine, each on a port of its own. */
@Tag("scenario")
final class ComposedRedisTest {
    private static final Path SCRIPT = Path.of("..", "deploy", "compose", "redis");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SERVERS = 3;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private final List<Program> servers = new ArrayList<>();
    private final List<Program> sentinels = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> sentinelPorts = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        for (String program : List.of("redis-server", "redis-cli", "docker-compose")) {
            Program.require(program);
        }
        for (int i = 0; i < SERVERS; i++) {
            ports.add(Ports.free());
            servers.add(startServer(i));
        }
        for (int i = 0; i < SERVERS; i++) {
            sentinelPorts.add(Ports.free());
            sentinels.add(run("sentinel" + i, sentinelPorts.get(i), "sentinel", "localhost"));
        }
    }

    @AfterEach
    void stop() {
        sentinels.forEach(Program::close);
        servers.forEach(Program::close);
    }

    private Program startServer(int number) throws IOException {
        return number == 0
                ? run("redis0", ports.get(0), "server", "localhost")
                : run("redis" + number, ports.get(number), "server", "localhost", "localhost");
    }

    private Program run(String name, int port, String... words) throws IOException {
        Path data = Files.createDirectories(directory.resolve(name));
        List<String> command = new ArrayList<>(List.of("sh", SCRIPT.toString()));
        command.addAll(List.of(words));
        return Program.start(
                directory,
                Map.of(
                        "DATA", data.toString(),
                        "PORT", Integer.toString(port),
                        "PRIMARY_PORT", Integer.toString(ports.get(0))),
                command);
    }

    @Test
    void sentinelsFindTheServersByNameAndNameAnotherPrimary() throws Exception {
        Await.until("all Sentinels are healthy", SOON, this::areSentinelsHealthy);
        assertThat(primary()).containsExactly("localhost", Integer.toString(ports.get(0)));
        Await.until(
                "the primary takes writes",
                SOON,
                () -> cli(ports.get(0), "set", "order", "acknowledged").equals("OK"));
        assertThat(cli(ports.get(0), "wait", "2", "5000")).isEqualTo("2");

        servers.get(0).kill();

        String former = Integer.toString(ports.get(0));
        Await.until("another is primary", SOON, () -> !primary().contains(former));
        int now = Integer.parseInt(primary().get(1));
        Await.until(
                "it takes writes",
                SOON,
                () -> cli(now, "set", "another", "order").equals("OK"));
        assertThat(cli(now, "get", "order")).isEqualTo("acknowledged");

        servers.set(0, startServer(0));

        Await.until(
                "the former primary follows",
                SOON,
                () -> cli(ports.get(0), "info", "replication").contains("master_link_status:up"));
        assertThat(cli(ports.get(0), "get", "another")).isEqualTo("order");
    }

    /** What the health check of the Sentinels' containers says of all of them. */
    private boolean areSentinelsHealthy() throws Exception {
        String check = new ComposeFile(
                        directory,
                        Map.of("ACS_API_TOKEN", "t", "ACS_SECURITY_KEYS", "k", "ACS_CWMP_ONBOARDING_PASSWORD", "p"))
                .healthCheck("sentinel1");
        for (int port : sentinelPorts) {
            try (Program program = Program.start(
                    directory, Map.of(), List.of("sh", "-c", check.replace("26379", Integer.toString(port))))) {
                if (program.exitCode() != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private List<String> primary() throws Exception {
        return cli(sentinelPorts.get(0), "sentinel", "get-master-addr-by-name", "acs")
                .lines()
                .toList();
    }

    private String cli(int port, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-p", Integer.toString(port)));
        command.addAll(List.of(words));
        try (Program program = Program.start(directory, Map.of(), command)) {
            program.exitCode();
            return program.output().strip();
        }
    }
}
