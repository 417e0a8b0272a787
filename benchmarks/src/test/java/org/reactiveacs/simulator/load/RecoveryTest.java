package org.reactiveacs.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecoveryTest {
    private static final long SECOND = 1_000_000_000;
    private static final long START = 20 * SECOND;
    private static final long USUAL = 5_000_000;
    private static final long SLOW = 500_000_000;

    private final List<Probe> probes = new ArrayList<>();

    @Test
    void allIsWellAgainWithTheFirstProbeAfterTheLastDisturbance() {
        each(0, 20, USUAL);
        each(20, 30, SLOW);
        each(30, 60, USUAL);

        Recovery recovery = new Recovery(probes, START);

        assertThat(recovery.usualMillis()).isEqualTo(5);
        assertThat(recovery.seconds(60 * SECOND)).hasValue(10);
    }

    @Test
    void aSlowOneNowAndThenIsUsual() {
        each(0, 20, USUAL);
        each(20, 60, USUAL);
        probes.set(130, new Probe(probes.get(130).dueNanos(), SLOW));

        assertThat(new Recovery(probes, START).seconds(60 * SECOND)).hasValue(0);
    }

    @Test
    void aDisturbanceThatComesLateCounts() {
        each(0, 30, USUAL);
        each(30, 40, SLOW);
        each(40, 60, USUAL);

        assertThat(new Recovery(probes, START).seconds(60 * SECOND)).hasValue(20);
    }

    @Test
    void nothingIsSaidBeforeItHasBeenCalmForAWhile() {
        each(0, 20, USUAL);
        each(20, 30, SLOW);
        each(30, 33, USUAL);

        assertThat(new Recovery(probes, START).seconds(33 * SECOND)).isEmpty();
        assertThat(new Recovery(List.of(), START).seconds(60 * SECOND)).isEmpty();
    }

    /** Five probes a second. */
    private void each(int fromSecond, int toSecond, long nanos) {
        for (long at = fromSecond * SECOND; at < toSecond * SECOND; at += SECOND / 5) {
            probes.add(new Probe(at, nanos));
        }
    }
}
