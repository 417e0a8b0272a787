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

    static List<Budget> of(BootStorm.Result result) {
        StormFigures storm = result.storm();
        String told = String.format(
                Locale.ROOT,
                "%.0f sessions/s at a fifth of a core; %d answered 503, %d not connected, %d failed",
                result.capacity(),
                storm.refused(),
                storm.unconnected(),
                storm.failed());
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
