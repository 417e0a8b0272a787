package org.reactiveacs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The parts of {@link BootStorm} that need no server. */
final class StormPartsTest {

    @Test
    void whatIsDueBeginsHoweverLateItIsLookedAt() {
        List<Long> begun = new ArrayList<>();
        OpenLoop loop = new OpenLoop(1000, 5_000_000, 9_000_000, begun::add);

        loop.at(4_999_999);
        assertThat(begun).isEmpty();
        loop.at(7_500_000);
        assertThat(begun).containsExactly(5_000_000L, 6_000_000L, 7_000_000L);
        loop.at(20_000_000);
        assertThat(begun).as("none at the end").containsExactly(5_000_000L, 6_000_000L, 7_000_000L, 8_000_000L);
    }

    @Test
    void figuresGoFromOneProcessToTheOther() {
        StormFigures figures = new StormFigures(1, 2, 3, 4, 5.5, 6.25, 7, 8, -1);

        assertThat(StormFigures.parse(figures.line())).isEqualTo(figures);
    }

    @Test
    void aStormIsNotJudgedIfTheServerHadMoreThanItsShare() {
        assertThat(StormBudgets.of(storm(0.2, 0.25))).hasSize(3).allMatch(Budget::isMeasured);
        assertThat(StormBudgets.of(storm(0.2, 0.26)))
                .hasSize(3)
                .noneMatch(Budget::isMeasured)
                .allMatch(budget -> budget.note().contains("20 % before the storm and 26 % in it"));
        assertThat(StormBudgets.of(storm(0.44, 0.2))).noneMatch(Budget::isMeasured);
    }

    private static BootStorm.Result storm(double shareBefore, double shareInIt) {
        return new BootStorm.Result(
                new Work(200, 0, 2, new ProcessorTime(2 * shareBefore, 0)),
                shareInIt,
                new StormFigures(900, 2, 3, 4, 5.5, 6.25, 7, 8, 9),
                0.9,
                1,
                2);
    }

    @Test
    void aBusyProcessHasItsShareAndNoMore() throws Exception {
        Process busy = new ProcessBuilder("taskset", "-c", "0", "bash", "-c", "while :; do :; done").start();
        try (Throttle throttle = Throttle.start(busy.pid(), 0.2)) {
            TimeUnit.MILLISECONDS.sleep(200);
            ProcessorTime before = ProcessorTime.of(busy.pid());
            long start = System.nanoTime();
            TimeUnit.SECONDS.sleep(2);
            double share = ProcessorTime.of(busy.pid()).since(before).seconds() / ((System.nanoTime() - start) / 1e9);

            assertThat(share).isBetween(0.1, 0.25);
        } finally {
            busy.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIsHeldGoesOnOnceItIsLetGo() throws Exception {
        Process held = new ProcessBuilder("cat").start();
        try {
            Throttle.start(held.pid(), 0.2).close();

            held.getOutputStream().write('x');
            held.getOutputStream().close();
            assertThat(held.getInputStream().read()).isEqualTo('x');
        } finally {
            held.destroyForcibly();
        }
    }
}
