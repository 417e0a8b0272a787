package org.reactiveacs.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.reactiveacs.main.AcsCommand;
import picocli.CommandLine.ParameterException;

/** Commands in the pages, as the real command line parses them. */
class CommandsTest {

    @Test
    void everyCommandAndOptionIsKnown() throws Exception {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Page page : Page.all()) {
            for (String line : ShellLine.whole(page.code())) {
                List<String> words = ShellLine.ofLauncher(line).orElse(null);
                if (words == null) {
                    continue;
                }
                commands++;
                String problem = problem(words);
                if (!problem.isEmpty()) {
                    wrong.add(page.name() + ": " + line.strip() + ": " + problem);
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(commands).isGreaterThan(12);
    }

    private static String problem(List<String> words) {
        try {
            AcsCommand.commandLine(Map.of()).parseArgs(words.toArray(String[]::new));
            return "";
        } catch (ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void whatIsNotKnownIsFound() {
        assertThat(problem(List.of("serve", "--set", "cwmp.listen=:1"))).isEmpty();
        assertThat(problem(List.of("serve", "--sett", "cwmp.listen=:1"))).contains("--sett");
        assertThat(problem(List.of("sirve"))).contains("sirve");
    }

    @Test
    void linesAreReadAsAShellReadsThem() {
        List<String> lines = ShellLine.whole(
                List.of("A=1 ./acs serve --config \"my acs.yaml\" \\", "  --set a=b   # why", "./acsx"));

        assertThat(lines).hasSize(2);
        assertThat(ShellLine.ofLauncher(lines.get(0)))
                .contains(List.of("serve", "--config", "my acs.yaml", "--set", "a=b"));
        assertThat(ShellLine.ofLauncher(lines.get(1))).isEmpty();
        assertThat(ShellLine.ofLauncher("./acs demo | tee log")).contains(List.of("demo"));
        assertThat(ShellLine.ofLauncher("./acs bench [--quick] [--write FILE]"))
                .contains(List.of("bench", "--quick", "--write", "FILE"));
        assertThat(ShellLine.ofLauncher("./acs")).contains(List.of());
    }
}
