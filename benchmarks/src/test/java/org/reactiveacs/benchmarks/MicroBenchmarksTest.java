package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs all micro-benchmarks; what they say is printed, and judged by whoever reads it. */
@Tag("scenario")
class MicroBenchmarksTest {
    private static final int BENCHMARKS = 10;

    @Test
    void eachRunsAndTellsItsTimeAndItsAllocation() throws RunnerException {
        boolean full = "full".equals(System.getProperty("micro"));
        var options = new OptionsBuilder()
                .include("org\\.reactiveacs\\.benchmarks\\..*Benchmark\\..*")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .forks(full ? 1 : 0)
                .warmupIterations(full ? 5 : 0)
                .measurementIterations(full ? 5 : 1)
                .warmupTime(TimeValue.seconds(1))
                .measurementTime(full ? TimeValue.seconds(1) : TimeValue.milliseconds(50));

        var results = new Runner(options.build()).run();

        assertThat(results).hasSize(BENCHMARKS).allSatisfy(result -> {
            assertThat(result.getPrimaryResult().getScore()).isPositive();
            assertThat(result.getSecondaryResults()).containsKey("gc.alloc.rate.norm");
        });
    }
}
