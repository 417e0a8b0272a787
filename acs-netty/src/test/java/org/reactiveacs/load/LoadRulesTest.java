package org.reactiveacs.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadRulesTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LoadRules rules = new LoadRules(true, Duration.ofMillis(500), 250, 10, 2);

    @Test
    void asManyAreLetInAsAreAnsweredWithinTheTarget() {
        assertThat(rules.limit(10_000, 0)).isEqualTo(5_000);
        assertThat(rules.limit(10_000, SECOND / 10)).as("seen late").isEqualTo(4_000);
    }

    @Test
    void theLeastOfEachProcessorIsLetInHoweverFewWereAnswered() {
        assertThat(rules.limit(0, 0)).isEqualTo(500);
        assertThat(rules.limit(1_000, 0)).isEqualTo(500);
        assertThat(rules.limit(1_002, 0)).isEqualTo(501);
        assertThat(rules.limit(10_000, SECOND)).as("all of the target gone").isEqualTo(500);
    }

    @Test
    void theKernelHoldsWhoIsServedInTwoThirdsOfTheTarget() {
        assertThat(rules.backlog(0, 128)).isEqualTo(128);
        assertThat(rules.backlog(772, 128)).as("less than the least").isEqualTo(128);
        assertThat(rules.backlog(776, 128)).isEqualTo(129);
        assertThat(rules.backlog(10_000, 128)).isEqualTo(1_666);
        assertThat(rules.backlog(1e9, 128)).isEqualTo(65_535);
    }

    @Test
    void refusalsMayTakeAShareOfAllProcessors() {
        assertThat(rules.refusalNanos(SECOND)).isEqualTo(SECOND / 5);
    }

    @Test
    void aThirdOfTheThroughputIsLeftAfterAnIdleSecond() {
        var busy = Throughput.NONE.after(10_000, 10 * SECOND);
        assertThat(busy.perSecond()).isBetween(999.0, 1_000.0);

        assertThat(busy.after(0, SECOND).perSecond()).isBetween(360.0, 370.0);
        assertThat(busy.after(5, 0)).as("no time passed").isEqualTo(busy);
    }

    @Test
    void thoseWhoAreRefusedComeAgainAtDifferentTimesOfTheRange() {
        var random = new SplittableRandom(1);
        var range = new RetryAfter(Duration.ofSeconds(3), Duration.ofSeconds(5));

        assertThat(LongStream.range(0, 1000)
                        .map(i -> range.seconds(random))
                        .distinct()
                        .sorted())
                .containsExactly(3L, 4L, 5L);
    }
}
