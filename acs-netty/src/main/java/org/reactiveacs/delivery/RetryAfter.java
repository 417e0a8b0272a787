package org.reactiveacs.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The header Retry-After (RFC 9110 §10.2.3). */
final class RetryAfter {
    private static final int MOST_DIGITS = 9;

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param header seconds or a date; what is neither means nothing
     * @param most beyond which nobody waits, whatever it says
     * @return zero if it does not say
     */
    static Duration of(String header, Instant now, Duration most) {
        var wait = said(header.strip(), now);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(most) > 0 ? most : wait;
    }

    private static Duration said(String text, Instant now) {
        boolean isNumber = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (isNumber) {
            return Duration.ofSeconds(Long.parseLong(text.length() > MOST_DIGITS ? "9".repeat(MOST_DIGITS) : text));
        }
        try {
            var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(now, date.toInstant());
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
