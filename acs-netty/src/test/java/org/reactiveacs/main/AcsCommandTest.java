package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactiveacs.main.config.AcsConfig;
import org.reactiveacs.main.config.ConfigLoader;
import org.reactiveacs.main.config.HostPort;
import picocli.CommandLine;

class AcsCommandTest {
    @TempDir
    Path data;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutCommandTheHelpIsShown() {
        assertThat(run()).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("serve", "version", "help", "generate-completion", "Exit codes");
    }

    @Test
    void versionIsShown() {
        assertThat(run("version")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).startsWith("Reactive ACS ").contains("Java " + Runtime.version());
    }

    @Test
    void everyCommandHasHelp() {
        assertThat(run("help", "serve")).isEqualTo(ExitCode.OK);
        assertThat(run("serve", "--help")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("--config", "--set", "--log-level");
    }

    @Test
    void completionIsGenerated() {
        assertThat(run("generate-completion")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("complete -F");
    }

    @Test
    void aWrongCommandLineIsToldInWords() {
        assertThat(run("serve", "--no-such")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString())
                .contains("--no-such")
                .contains("acs serve --help")
                .doesNotContain("\tat ");
    }

    @Test
    void aWrongConfigurationIsToldInWords() {
        assertThat(run("serve", "--set", "cwmp.listen=abc", "--set", "x=y")).isEqualTo(ExitCode.CONFIGURATION);

        assertThat(err.toString())
                .contains("acs: cwmp.listen: \"abc\" (from --set)")
                .contains("acs: x: unknown key")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cwmp.listen", "api.listen", "management.listen"})
    void anAddressInUseIsNamedWithItsKey(String key) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThat(serve(key + "=127.0.0.1:" + port)).isEqualTo(ExitCode.FAILURE);

            assertThat(err.toString())
                    .contains(key + ": cannot listen on 127.0.0.1:" + port + ": the address is already in use")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aMissingCertificateIsNamedWithItsKey() {
        assertThat(serve("management.tls.certificate=/absent.pem", "management.tls.key=/absent.key"))
                .isEqualTo(ExitCode.FAILURE);

        assertThat(err.toString()).contains("management.tls.certificate: /absent.pem: no such file");
    }

    @Test
    void aStartedServerIsReadyUntilItIsClosed() throws Exception {
        Acs acs = Acs.start(ConfigLoader.load(
                Optional.empty(),
                Map.of(),
                List.of(
                        "management.listen=127.0.0.1:0",
                        "cwmp.listen=127.0.0.1:0",
                        "api.listen=127.0.0.1:0",
                        "store.url=embedded:" + data)));
        HostPort management = acs.managementAddress();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://" + management + "/health/ready"))
                .build();

        try (acs) {
            assertThat(HttpClient.newHttpClient()
                            .send(ready, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }

        try (ServerSocket free = new ServerSocket(management.port(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
    }

    @Test
    void theFirstStartMakesKeysAndTokenAndTheNextOneKeepsThem() throws Exception {
        AcsConfig config = ConfigLoader.load(
                Optional.empty(),
                Map.of(),
                List.of("management.listen=127.0.0.1:0", "cwmp.listen=127.0.0.1:0", "api.listen=127.0.0.1:0", store()));

        Acs.start(config).close();
        String keys = Files.readString(data.resolve("keys"));
        String token = Files.readString(data.resolve("admin-token"));
        Acs.start(config).close();

        assertThat(Files.readString(data.resolve("keys"))).isEqualTo(keys);
        assertThat(Files.readString(data.resolve("admin-token"))).isEqualTo(token);
        assertThat(ServerSecrets.open(config, data).administrator().accepts("Bearer " + token.strip()))
                .isTrue();
    }

    @Test
    void secretsThatCannotBeReadAreNamedWithTheirKey() {
        assertThat(serve("security.keys=/absent")).isEqualTo(ExitCode.FAILURE);
        assertThat(serve("api.tokenFile=/absent")).isEqualTo(ExitCode.FAILURE);

        assertThat(err.toString())
                .contains("security.keys: ")
                .contains("api.tokenFile: ")
                .contains("/absent");
    }

    private int serve(String... sets) {
        List<String> arguments = new ArrayList<>(List.of("serve", "--set", store()));
        for (String listener : List.of("cwmp", "api", "management")) {
            arguments.addAll(List.of("--set", listener + ".listen=127.0.0.1:0"));
        }
        for (String set : sets) {
            arguments.addAll(List.of("--set", set));
        }
        return run(arguments.toArray(String[]::new));
    }

    private String store() {
        return "store.url=embedded:" + data;
    }

    private int run(String... arguments) {
        CommandLine commandLine = AcsCommand.commandLine(Map.of());
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
