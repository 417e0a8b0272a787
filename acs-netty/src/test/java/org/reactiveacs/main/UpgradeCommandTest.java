package org.reactiveacs.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactiveacs.main.config.ConfigLoader;

class UpgradeCommandTest {

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @SuppressWarnings("NullAway.Init")
    private Acs acs;

    @BeforeEach
    void start() {
        acs = Acs.start(ConfigLoader.load(
                Optional.empty(),
                Map.of(),
                List.of(
                        "store.url=embedded:" + directory.resolve("data"),
                        "node.name=only",
                        "cwmp.listen=127.0.0.1:0",
                        "api.listen=127.0.0.1:0",
                        "management.listen=127.0.0.1:0")));
    }

    @AfterEach
    void stop() {
        acs.close();
    }

    private int run(String... words) {
        var command = AcsCommand.commandLine(Map.of());
        command.setOut(new PrintWriter(out));
        command.setErr(new PrintWriter(err));
        return command.execute(words);
    }

    private int upgrade(String what) {
        return run(
                "upgrade",
                what,
                "--api",
                "http://" + acs.apiAddress(),
                "--token-file",
                directory.resolve("data/admin-token").toString());
    }

    @Test
    void statusNamesTheNodesAndWhatIsWritten() {
        assertThat(upgrade("status")).isEqualTo(ExitCode.OK);

        assertThat(out.toString())
                .contains("node only: version " + Version.number() + ", writes up to format 4")
                .contains("format 4 is written, and nothing older is left");
    }

    @Test
    void finishSaysWhenThereIsNothingToFinish() {
        assertThat(upgrade("finish")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("nothing to finish: format 4");
    }

    @Test
    void aWrongTokenIsToldInWords() throws Exception {
        var token = Files.writeString(directory.resolve("wrong"), "wrong");

        assertThat(run("upgrade", "finish", "--api", "http://" + acs.apiAddress(), "--token-file", token.toString()))
                .isEqualTo(ExitCode.FAILURE);

        assertThat(err.toString()).contains("acs: ").contains("token").doesNotContain("\tat ");
    }

    @Test
    void aServerThatIsNotThereIsToldInWords() {
        assertThat(run("upgrade", "status", "--api", "http://127.0.0.1:1")).isEqualTo(ExitCode.FAILURE);

        assertThat(err.toString())
                .contains("cannot reach the API at http://127.0.0.1:1")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsNoUrlIsToldInWords() {
        assertThat(run("upgrade", "status", "--api", "localhost:7557")).isEqualTo(ExitCode.FAILURE);

        assertThat(err.toString()).contains("--api: localhost:7557");
    }

    @Test
    void withoutAWordTheHelpIsShown() {
        assertThat(run("upgrade")).isEqualTo(ExitCode.OK);

        assertThat(out.toString()).contains("status", "finish");
    }
}
