package org.reactiveacs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/compatibility.md names a test in every row, and there is one of that name. */
class CompatibilityPageTest {

    private static final Pattern PROOF = Pattern.compile("`(\\w+)#(\\w+)` \\|$");

    @Test
    void everyRowIsProvenByATestThatExists() throws IOException {
        var tests = tests();
        for (var row : rows()) {
            var proof = PROOF.matcher(row);
            assertThat(proof.find()).as("names no test: " + row).isTrue();
            assertThat(tests).containsKey(proof.group(1));
            assertThat(tests.get(proof.group(1))).as(row).containsPattern("\\b" + proof.group(2) + "\\(");
        }
    }

    private static List<String> rows() throws IOException {
        var rows = Files.readAllLines(Path.of("../docs/compatibility.md")).stream()
                .filter(line -> line.startsWith("|") && !line.startsWith("|---") && !line.startsWith("| What comes"))
                .toList();
        assertThat(rows).isNotEmpty();
        return rows;
    }

    /** The sources of the tests of all modules, by class. */
    private static Map<String, String> tests() throws IOException {
        var tests = new TreeMap<String, String>();
        for (var module : List.of("../acs-core", "../acs-netty")) {
            try (var files = Files.walk(Path.of(module, "src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> tests.put(file.getFileName().toString().replace(".java", ""), read(file)));
            }
        }
        return tests;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
