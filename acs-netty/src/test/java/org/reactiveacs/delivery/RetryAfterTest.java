package org.reactiveacs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0",
                "7 | 7",
                "' 120 ' | 120",
                "600 | 600",
                "601 | 600",
                "99999999999999999999 | 600",
                "Fri, 01 May 2026 12:00:30 GMT | 30",
                "Fri, 01 May 2026 11:00:00 GMT | 0",
                "Sat, 02 May 2026 12:00:00 GMT | 600",
                "'' | 0",
                "-5 | 0",
                "1.5 | 0",
                "soon | 0"
            })
    void secondsAndDatesAreUnderstoodAndBounded(String header, int seconds) {
        assertThat(RetryAfter.of(header, NOW, Duration.ofMinutes(10))).isEqualTo(Duration.ofSeconds(seconds));
    }
}
