package org.reactiveacs.store.redis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockCheckTest {

    private static final Instant ASKED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant ANSWERED = ASKED.plusMillis(100);

    private final ClockCheck check = new ClockCheck();

    @Test
    void twoSecondsAreTolerated() {
        check.heard(ANSWERED.plusMillis(2000), ASKED, ANSWERED);
        assertThat(check.trouble()).isEmpty();
        assertThat(check.offset()).isEqualTo(Duration.ofSeconds(-2));

        check.heard(ASKED.minusMillis(2000), ASKED, ANSWERED);
        assertThat(check.trouble()).isEmpty();
        assertThat(check.offset()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void moreIsTold() {
        check.heard(ANSWERED.plusMillis(2001), ASKED, ANSWERED);
        assertThat(check.trouble()).contains("the clock of this node is 2001 ms behind that of Redis");

        check.heard(ASKED.minusMillis(2001), ASKED, ANSWERED);
        assertThat(check.trouble()).contains("the clock of this node is 2001 ms ahead of that of Redis");
    }

    @Test
    void aSlowAnswerIsNoDifference() {
        check.heard(ASKED.plusSeconds(1), ASKED, ASKED.plusSeconds(9));

        assertThat(check.trouble()).isEmpty();
        assertThat(check.offset()).isEqualTo(Duration.ZERO);
    }
}
