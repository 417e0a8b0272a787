package org.reactiveacs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class DailyWindowTest {

    @Test
    void aWindowIsOpenFromItsStartToBeforeItsEndOnItsOwnClock() {
        var window = DailyWindow.parse("02:00-05:00 Europe/Warsaw"); // UTC+1 in winter

        assertThat(window.isOpen(Instant.parse("2026-01-10T00:59:59Z"))).isFalse();
        assertThat(window.isOpen(Instant.parse("2026-01-10T01:00:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-10T03:59:59Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-10T04:00:00Z"))).isFalse();
    }

    @Test
    void aWindowMayGoOverMidnight() {
        var window = DailyWindow.parse("23:00-01:00 UTC");

        assertThat(window.isOpen(Instant.parse("2026-01-10T23:30:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-10T00:30:00Z"))).isTrue();
        assertThat(window.isOpen(Instant.parse("2026-01-10T12:00:00Z"))).isFalse();
    }

    @Test
    void theNextOpeningIsNowTodayOrTomorrow() {
        var window = DailyWindow.parse("02:00-05:00 UTC");

        assertThat(window.nextOpen(Instant.parse("2026-01-10T03:00:00Z"))).isEqualTo("2026-01-10T03:00:00Z");
        assertThat(window.nextOpen(Instant.parse("2026-01-10T01:00:00Z"))).isEqualTo("2026-01-10T02:00:00Z");
        assertThat(window.nextOpen(Instant.parse("2026-01-10T06:00:00Z"))).isEqualTo("2026-01-11T02:00:00Z");
    }

    @Test
    void theHourThatSummerTimeSkipsOpensWhenTheClockGoesOn() {
        var window = DailyWindow.parse("02:30-05:00 Europe/Warsaw"); // 02:30 does not exist on 29 March 2026

        assertThat(window.nextOpen(Instant.parse("2026-03-29T00:00:00Z"))).isEqualTo("2026-03-29T01:30:00Z");
    }

    @Test
    void whatIsNoWindowIsRefusedInWords() {
        assertThatThrownBy(() -> DailyWindow.parse("2-5")).hasMessageContaining("HH:MM-HH:MM");
        assertThatThrownBy(() -> DailyWindow.parse("25:00-26:00 UTC")).hasMessageContaining("no day has");
        assertThatThrownBy(() -> DailyWindow.parse("02:00-05:00 Mars/Base")).hasMessageContaining("Mars/Base");
        assertThatThrownBy(() -> DailyWindow.parse("02:00-02:00 UTC")).hasMessageContaining("empty");
    }

    @Test
    void theFormIsReadBack() {
        assertThat(DailyWindow.parse(
                                DailyWindow.parse("02:00-05:00 Europe/Warsaw").text())
                        .text())
                .isEqualTo("02:00-05:00 Europe/Warsaw");
    }
}
