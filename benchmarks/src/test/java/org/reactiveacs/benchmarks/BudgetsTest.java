package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures all budgets, for far too short a time: what comes out says no more than that all parts work together. */
@Tag("scenario")
class BudgetsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void thereIsARowForEachBudget() throws Exception {
        Path redis = Path.of(System.getProperty("acs.redis.server", "redis-server"));
        BenchSettings settings = new BenchSettings(
                EnumSet.allOf(BenchPart.class),
                20,
                1,
                false,
                new SessionTurns.Plan(1, 100, 900),
                200,
                50,
                150,
                new BootStorm.Plan(0, 1, 1, 1, 5, 2, 2),
                new TlsCost.Plan(1, 300, 1),
                new WakeBudgets.Plan(20, 10, 20, 1),
                redis);
        List<String> told = new ArrayList<>();

        List<Budget> budgets = new ArrayList<>();
        try (TlsBudgets tls = new TlsBudgets(settings, Files.createDirectory(directory.resolve("tls")), told::add)) {
            Path sessions = Files.createDirectory(directory.resolve("sessions"));
            budgets.addAll(new SessionBudgets(settings, sessions, told::add, tls).measure());
            budgets.addAll(tls.measure());
        }
        budgets.addAll(new WakeBudgets(settings.wake(), directory, told::add).measure());

        // How many sessions a busy machine serves in a second, be it none, is not the question here.
        assertThat(budgets).as(String.join("\n", told)).hasSize(21);
        assertThat(budgets)
                .filteredOn(budget -> budget.unit().equals("bytes"))
                .hasSize(4)
                .allMatch(Budget::isMeasured);
        assertThat(BudgetTable.of(budgets).lines()).hasSize(23);
    }
}
