package org.reactiveacs.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations and instants as clients write them. */
final class Times {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)?");

    private Times() {}

    /** {@code 30}, {@code 30s}, {@code 500ms}, {@code 5m}, {@code 24h}, {@code 7d} or {@code PT30S}; null for others. */
    static @Nullable Duration duration(String text) {
        var matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            return isoDuration(text);
        }
        long amount = Long.parseLong(matcher.group(1));
        var unit = matcher.group(2);
        return switch (unit == null ? "s" : unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    private static @Nullable Duration isoDuration(String text) {
        try {
            var duration = Duration.parse(text);
            return duration.isNegative() ? null : duration;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** An instant, or a duration counted from now; null for others. */
    static @Nullable Instant instant(String text, Instant now) {
        var duration = duration(text);
        try {
            return duration != null
                    ? now.plus(duration)
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
