package org.reactiveacs.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.ConfigLoader;

/** deploy/systemd: by systemd's own judgement where it is installed, and beside what the server takes. */
class SystemdUnitTest {
    private static final Path SYSTEMD = Path.of("..", "deploy", "systemd");
    private static final String UNIT = "reactive-acs.service";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    /** A system on which the server is installed as docs/operations.md says. */
    @BeforeEach
    void install() throws IOException {
        Path units = Files.createDirectories(root.resolve("etc/systemd/system"));
        Files.copy(SYSTEMD.resolve(UNIT), units.resolve(UNIT));
        Path dropIns = Files.createDirectories(units.resolve(UNIT + ".d"));
        Files.copy(SYSTEMD.resolve(UNIT + ".d/credentials.conf"), dropIns.resolve("credentials.conf"));
        Path launcher = Files.createDirectories(root.resolve("opt/acs")).resolve("acs");
        Files.copy(Path.of("..", "acs"), launcher);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }

    @Test
    @Tag("scenario")
    void systemdUnderstandsEveryLineOfIt() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();
        // What the unit comes after and is wanted by.
        run("cp", "-r", "--parents", "/usr/lib/systemd/system", root.toString());

        String said = run("systemd-analyze", "--root=" + root, "verify", UNIT);

        assertThat(said).isEmpty();
    }

    @Test
    @Tag("scenario")
    void systemdFindsItWellSandboxed() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-analyze")).exists();

        String said = run(
                "systemd-analyze",
                "--root=" + root,
                "security",
                "--offline=true",
                "--threshold=15",
                "--no-pager",
                UNIT);

        assertThat(said).contains("Overall exposure level");
    }

    @Test
    @Tag("scenario")
    void userAndDirectoriesAreMade() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-sysusers")).exists();
        Path users = SYSTEMD.resolve("acs.sysusers").toAbsolutePath();

        String said = run("systemd-sysusers", "--dry-run", "--root=" + root, users.toString());

        assertThat(said).contains("Creating user 'acs'");
        assertThat(Files.readAllLines(SYSTEMD.resolve("acs.tmpfiles")))
                .filteredOn(line -> !line.startsWith("#"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).matches("[dz] /etc/acs(/[\\w.-]+)? 0[0-7]{3} root (root|acs) -"));
    }

    @Test
    void aNodeHasTheTimeThatItTakesToStopAndIsNotStartedAgainForAWrongConfiguration() throws Exception {
        AcsConfig config = configuration();
        Map<String, List<String>> unit = settings(UNIT);

        Duration given = Duration.parse("PT" + only(unit, "TimeoutStopSec"));
        assertThat(given)
                .isGreaterThan(config.shutdown()
                        .notice()
                        .plus(config.shutdown().drain())
                        .plusSeconds(5));
        assertThat(only(unit, "SuccessExitStatus")).isEqualTo("143");
        assertThat(only(unit, "RestartPreventExitStatus")).isEqualTo("2 3");
        assertThat(Integer.parseInt(only(unit, "LimitNOFILE")))
                .isGreaterThan(2 * config.cwmp().maxSessions());
    }

    @Test
    void theServerTakesTheConfigurationThatIsInstalled() throws Exception {
        AcsConfig config = configuration();

        assertThat(config.store().url()).hasToString("Embedded[directory=/var/lib/acs]");
        assertThat(settings(UNIT).get("ExecStart")).containsExactly("/opt/acs/acs serve --config /etc/acs/acs.yaml");
        assertThat(settings(UNIT).get("StateDirectory")).containsExactly("acs");
    }

    @Test
    void theServerTakesTheCredentialsOfTheDropIn() throws Exception {
        Map<String, String> environment =
                settings(UNIT + ".d/credentials.conf").getOrDefault("Environment", List.of()).stream()
                        .map(setting -> setting.replace("%d", "/run/credentials/" + UNIT)
                                .split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        AcsConfig config = ConfigLoader.load(Optional.of(SYSTEMD.resolve("acs.yaml")), environment, List.of());

        assertThat(config.api().tokenFile()).contains(Path.of("/run/credentials/reactive-acs.service/api-token"));
        assertThat(config.security().keys())
                .hasValueSatisfying(keys -> assertThat(keys.reveal()).endsWith("/keys"));
        Set<String> loaded = settings(UNIT + ".d/credentials.conf").getOrDefault("LoadCredential", List.of()).stream()
                .map(credential -> credential.replaceFirst(":.*", ""))
                .collect(Collectors.toSet());
        assertThat(loaded).containsExactlyInAnyOrder("keys", "api-token");
    }

    private static AcsConfig configuration() {
        return ConfigLoader.load(Optional.of(SYSTEMD.resolve("acs.yaml")), Map.of(), List.of());
    }

    private static String only(Map<String, List<String>> settings, String name) {
        List<String> values = settings.getOrDefault(name, List.of());
        assertThat(values).as(name).hasSize(1);
        return values.get(0);
    }

    private static Map<String, List<String>> settings(String file) throws IOException {
        return Pattern.compile("(?m)^(\\w+)=(.*)$")
                .matcher(Files.readString(SYSTEMD.resolve(file)))
                .results()
                .collect(Collectors.groupingBy(
                        setting -> setting.group(1),
                        Collectors.mapping((MatchResult setting) -> setting.group(2), Collectors.toList())));
    }

    /** What a command that succeeds says. */
    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }
}
