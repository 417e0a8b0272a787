package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A fifth of a core, in ticks of 10 ms: all times here are milliseconds. */
final class AllowanceTest {
    private static final long MILLI = 1_000_000;

    private final Allowance allowance = new Allowance(0.2, 10 * MILLI, 0, 0);
    private long ticks;

    private boolean mayRun(long millis) {
        return allowance.mayRun(millis * MILLI, ticks);
    }

    @Test
    void whoUsesAllThatItIsLetGoForHasItsShare() {
        long usedMillis = 0;
        boolean runs = true;
        for (int now = 1; now <= 10_000; now++) {
            usedMillis += runs ? 1 : 0;
            ticks = usedMillis / 10;
            runs = mayRun(now);
        }

        assertThat(usedMillis).isBetween(1_990L, 2_015L);
    }

    @Test
    void whatItHadTooMuchItHasLessLater() {
        ticks = 5;
        assertThat(mayRun(50)).isFalse();
        assertThat(mayRun(249)).isFalse();
        assertThat(mayRun(251)).isTrue();
    }

    @Test
    void anIdleProcessSavesUpNoMoreThanAShortBurst() {
        for (int now = 1; now <= 10_000; now++) {
            mayRun(now);
        }
        assertThat(mayRun(10_001)).isTrue();

        ticks = 3;
        assertThat(mayRun(10_002)).as("after 30 ms of the processor").isFalse();
    }

    @Test
    void whoCouldNotBeStoppedForLongIsNotDeadForLong() {
        ticks = 500;
        assertThat(mayRun(5_000)).isFalse();
        assertThat(mayRun(5_999)).isFalse();
        assertThat(mayRun(6_001)).isTrue();
    }
}
