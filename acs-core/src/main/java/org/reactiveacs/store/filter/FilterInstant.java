package org.reactiveacs.store.filter;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as filters name them. */
final class FilterInstant {

    static final String EXPECTED = "now, now-90s, now-15m, now-1h, now-7d, 2026-05-01 or 2026-05-01T12:00:00Z expected";

    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])(\\d{1,8})([smhdw]))?");

    private FilterInstant() {}

    /** The instant, null when the text is none. */
    static @Nullable Instant parse(String text, Instant now) {
        var relative = RELATIVE.matcher(text.toLowerCase(Locale.ROOT));
        if (relative.matches()) {
            if (relative.group(1) == null) {
                return now;
            }
            var distance = distance(Long.parseLong(relative.group(2)), relative.group(3));
            return relative.group(1).equals("-") ? now.minus(distance) : now.plus(distance);
        }
        try {
            return text.length() == "2026-05-01".length()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration distance(long amount, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofDays(7 * amount);
        };
    }
}
