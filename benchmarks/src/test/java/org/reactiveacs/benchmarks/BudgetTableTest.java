package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BudgetTableTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void aBudgetIsMetUpToItsLimitAndMissedBeyond() {
        assertThat(Budget.most("a", "ms", 2, 2, "").verdict()).isEqualTo("met");
        assertThat(Budget.most("a", "ms", 2, 2.01, "").verdict()).isEqualTo("MISSED");
        assertThat(Budget.least("a", "%", 90, 90, "").verdict()).isEqualTo("met");
        assertThat(Budget.least("a", "%", 90, 89.9, "").verdict()).isEqualTo("MISSED");
        assertThat(Budget.unmeasured("a", "", 1, "why").verdict()).isEqualTo("not measured");
        assertThat(Budget.unmeasured("a", "", 1, "why").isMet()).isFalse();
    }

    @Test
    void theTableTellsLimitValueRatioAndVerdictInColumns() {
        String table = BudgetTable.of(List.of(
                Budget.most("memory of a session", "bytes", 4096, 8192, "slope"),
                Budget.unmeasured("policies", "", 0.26, "there are none")));

        assertThat(table.lines())
                .containsExactly(
                        "| budget              | limit          | measured    | of the limit |              | how            |",
                        "|---------------------|----------------|-------------|--------------|--------------|----------------|",
                        "| memory of a session | <= 4,096 bytes | 8,192 bytes | 2.00         | MISSED       | slope          |",
                        "| policies            | <= 0.26        | -           | -            | not measured | there are none |");
    }

    @Test
    void onlyTheMarkedPartOfADocumentIsWritten() throws Exception {
        Path document = directory.resolve("performance.md");
        Files.writeString(document, "before\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nafter\n");

        new MarkedPart("bench").write(document, "new\n");
        new MarkedPart("bench").write(document, "newer\n");

        assertThat(document).hasContent("before\n<!-- bench: begin -->\n\nnewer\n\n<!-- bench: end -->\nafter\n");
    }

    @Test
    void aDocumentWithoutThePartIsLeftAsItIs() throws Exception {
        Path document = directory.resolve("other.md");
        Files.writeString(document, "text\n");

        assertThatThrownBy(() -> new MarkedPart("bench").write(document, "new"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("<!-- bench: begin -->");
        assertThat(document).hasContent("text\n");
    }
}
