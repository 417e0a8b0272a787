package org.reactiveacs.benchmarks;

import java.util.List;
import java.util.Locale;

/** What is promised of a boot storm. */
final class StormBudgets {
    private static final double GOODPUT_PERCENT = 90;
    private static final double P99_MILLIS = 1_000;
    private static final double HEAP_GROWTH_MIB = 16;
    private static final double MIB = 1024 * 1024;

    private StormBudgets() {}

    /** None is measured if the server was not held: capacity and storm are then of different servers. */
    static List<Budget> of(BootStorm.Result result) {
        List<Budget> budgets = measured(result);
        if (result.isHeld()) {
            return budgets;
        }
        String why = String.format(
                Locale.ROOT,
                "the server could not be held to a fifth of a core: it had %.0f %% before the storm and %.0f %% in it",
                result.capacity().busy() * 100,
                result.stormShare() * 100);
        return budgets.stream().map(budget -> budget.without(why)).toList();
    }

    private static List<Budget> measured(BootStorm.Result result) {
        StormFigures storm = result.storm();
        String told = String.format(
                Locale.ROOT,
                "%.0f sessions/s at a fifth of a core; %d answered 503, %d not connected, %d failed; load late by %.0f ms (p99)",
                result.capacity().perSecond(),
                storm.refused(),
                storm.unconnected(),
                storm.failed(),
                storm.lateMillis());
        return List.of(
                Budget.least("boot storm of 5 x capacity, goodput", "%", GOODPUT_PERCENT, result.goodput() * 100, told),
                Budget.most(
                        "boot storm, p99 of admitted sessions",
                        "ms",
                        P99_MILLIS,
                        storm.p99Millis(),
                        String.format(
                                Locale.ROOT, "usual p99 %.1f ms, %s", storm.usualMillis(), BootStorm.recovered(storm))),
                Budget.most(
                        "boot storm, heap that stays",
                        "MiB",
                        HEAP_GROWTH_MIB,
                        result.heapGrowth() / MIB,
                        String.format(Locale.ROOT, "resident %.0f MiB more", result.residentGrowth() / MIB)));
    }
}
