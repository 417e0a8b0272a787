package org.reactiveacs.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.documentation.Page;
import org.reactiveacs.rig.Await;

/**
 * The service of docs/operations.md, installed by the very lines that stand there, but below a directory of the test: systemd's own programs
 * are told so, and no systemd need run.
 */
@Tag("scenario")
final class InstalledServiceTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration BUILT = Duration.ofMinutes(5);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int TERMINATED = 143;

    /** What the lines mean here; whatever else systemctl is asked for is an error. */
    private static final String MEANING = """
            set -euo pipefail
            systemd-sysusers() { command systemd-sysusers --root="$ROOT" "$@"; }
            systemd-tmpfiles() { command systemd-tmpfiles --root="$ROOT" "$@"; }
            systemctl() {
              case "$*" in
                daemon-reload) ;;
                "enable --now reactive-acs") command systemctl --root="$ROOT" enable reactive-acs ;;
                "restart reactive-acs") "$ROOT/opt/acs/acs" version ;;
                *) return 1 ;;
              esac
            }
            mkdir -p "$ROOT/etc" "$ROOT/usr/lib"
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private Path root = Path.of("");

    @BeforeEach
    void requirePrograms() {
        List.of("systemctl", "systemd-sysusers", "systemd-tmpfiles", "curl").forEach(Program::require);
        Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "files are given to other users by root");
        root = directory.resolve("root");
    }

    @Test
    void whatThePageSaysInstallsAServiceThatRuns() throws Exception {
        run(lines(), BUILT);

        assertThat(root.resolve("etc/passwd")).content().contains("acs:x:").contains(":/var/lib/acs:/usr/sbin/nologin");
        assertThat(root.resolve("etc/systemd/system/multi-user.target.wants/reactive-acs.service"))
                .isSymbolicLink();
        assertThat(Map.of(
                        "etc/acs", mode("etc/acs"),
                        "etc/acs/acs.yaml", mode("etc/acs/acs.yaml"),
                        "etc/acs/keys", mode("etc/acs/keys"),
                        "etc/acs/api-token", mode("etc/acs/api-token"),
                        "opt/acs/acs", mode("opt/acs/acs")))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "etc/acs", "rwxr-x---",
                        "etc/acs/acs.yaml", "rw-r-----",
                        "etc/acs/keys", "rw-------",
                        "etc/acs/api-token", "rw-------",
                        "opt/acs/acs", "rwxr-xr-x"));
        assertThat(root.resolve("etc/systemd/system/reactive-acs.service.d/credentials.conf"))
                .exists();
        serve();
    }

    /** All that a reader types in the section, with the paths of the test. */
    private static String lines() throws IOException {
        Page page = Page.all().stream()
                .filter(one -> one.name().equals("docs/operations.md"))
                .findAny()
                .orElseThrow();
        List<String> typed = page.section("As a service").code();
        assertThat(typed).hasSizeGreaterThan(10);
        return typed.stream()
                .map(line -> line.replaceAll("(?<=[ >])/(?=(?:etc|opt|usr|var)/)", "\"\\$ROOT\"/"))
                .collect(Collectors.joining("\n"));
    }

    private void run(String lines, Duration within) throws Exception {
        String build = "\"" + PROJECT.resolve("acs") + "\" version\ncd \"" + PROJECT + "\"\n";
        Path script = Files.writeString(directory.resolve("install.sh"), MEANING + build + "set -x\n" + lines + "\n");
        try (Program shell =
                Program.start(directory, Map.of("ROOT", root.toString()), List.of("bash", script.toString()))) {
            Await.until("it is installed", within, () -> !shell.isAlive());
            assertThat(shell.exitCode()).as(shell.output()).isZero();
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(file)));
    }

    /** As the unit starts it, but on ports and in directories of the test, which win over the file as variables do there. */
    private void serve() throws Exception {
        int management = Ports.free();
        Map<String, String> environment = Map.of(
                "ACS_STORE_URL",
                "embedded:" + root.resolve("var/lib/acs"),
                "ACS_CWMP_LISTEN",
                "127.0.0.1:0",
                "ACS_API_LISTEN",
                "127.0.0.1:0",
                "ACS_FILES_LISTEN",
                "127.0.0.1:0",
                "ACS_MANAGEMENT_LISTEN",
                "127.0.0.1:" + management,
                "ACS_SECURITY_KEYS",
                root.resolve("etc/acs/keys").toString(),
                "ACS_API_TOKENFILE",
                root.resolve("etc/acs/api-token").toString());
        List<String> command = List.of(root + "/opt/acs/acs", "serve", "--config", root + "/etc/acs/acs.yaml");
        try (Program node = Program.start(directory, environment, command)) {
            HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/health/ready"))
                    .build();
            Await.until("it is ready", SOON, () -> {
                assertThat(node.isAlive()).as(node.output()).isTrue();
                return isOk(ready);
            });
            node.stop();
            assertThat(node.exitCode()).as(node.output()).isEqualTo(TERMINATED);
        }
    }

    private static boolean isOk(HttpRequest request) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false; // It does not listen yet.
        }
    }
}
