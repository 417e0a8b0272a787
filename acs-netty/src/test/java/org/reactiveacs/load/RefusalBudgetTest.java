package org.reactiveacs.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A tenth of one processor: 10 ms are kept, and a debt is of 10 ms at most. */
class RefusalBudgetTest {

    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final RefusalBudget budget = new RefusalBudget(new LoadRules(true, Duration.ofSeconds(1), 1, 10, 1));

    @Test
    void itIsLeftUntilTheLastOfItIsSpent() {
        assertThat(budget.spend(10 * MILLI - 1)).isFalse();
        assertThat(budget.isLeft()).isTrue();

        assertThat(budget.spend(1)).as("the last of it").isTrue();

        assertThat(budget.isLeft()).isFalse();
        assertThat(budget.spend(1)).as("there was none").isFalse();
    }

    @Test
    void aTenthOfTheTimeComesBack() {
        budget.spend(15 * MILLI);

        budget.earn(50 * MILLI);
        assertThat(budget.isLeft()).isFalse();
        budget.earn(MILLI);
        assertThat(budget.isLeft()).isTrue();
    }

    @Test
    void debtIsPaidOffWithinATenthOfASecond() {
        budget.spend(TimeUnit.HOURS.toNanos(1));

        budget.earn(100 * MILLI);
        assertThat(budget.isLeft()).isFalse();
        budget.earn(MILLI);
        assertThat(budget.isLeft()).isTrue();
    }

    @Test
    void noMoreIsSavedThanIsKept() {
        for (int i = 0; i < 100; i++) {
            budget.earn(TimeUnit.SECONDS.toNanos(1));
        }

        assertThat(budget.spend(10 * MILLI)).isTrue();
    }
}
