package org.reactiveacs.cwmp.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.Quirk;

/** Times on the wire: XML Schema's dateTime, with year 1 for times that are unknown or count from the boot. */
final class Times {
    private static final Instant UNKNOWN = Instant.parse("0001-01-01T00:00:00Z");

    private static final String PLAIN = "0000-00-00T00:00:00Z";

    private Times() {}

    /** The time, null when the text is empty, none, or the unknown time (TR-069 A6 §3.2, "Unknown Time"). */
    static @Nullable Instant read(String text, Set<Quirk> quirks) {
        String time = text.strip();
        if (time.isEmpty()) {
            quirks.add(Quirk.INVALID_DATE);
            return null;
        }
        try {
            Instant instant = parse(time, quirks);
            return instant.equals(UNKNOWN) ? null : instant;
        } catch (DateTimeException none) {
            quirks.add(Quirk.INVALID_DATE);
            return null;
        }
    }

    private static Instant parse(String time, Set<Quirk> quirks) {
        if (isPlain(time)) {
            return LocalDateTime.of(
                            digits(time, 0, 4),
                            digits(time, 5, 7),
                            digits(time, 8, 10),
                            digits(time, 11, 13),
                            digits(time, 14, 16),
                            digits(time, 17, 19))
                    .toInstant(ZoneOffset.UTC);
        }
        int zone = Math.max(time.indexOf('Z'), Math.max(time.indexOf('+'), time.lastIndexOf('-')));
        if (zone > 10) {
            return OffsetDateTime.parse(time).toInstant();
        }
        Instant instant = LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        quirks.add(Quirk.DATE_WITHOUT_ZONE);
        return instant;
    }

    /** Whether it looks like {@link #PLAIN}, as almost all do. */
    private static boolean isPlain(String time) {
        if (time.length() != PLAIN.length()) {
            return false;
        }
        for (int i = 0; i < time.length(); i++) {
            char wanted = PLAIN.charAt(i);
            char found = time.charAt(i);
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String time, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + time.charAt(i) - '0';
        }
        return number;
    }

    /** Writes whole seconds in UTC; some CPEs refuse fractions. What has no year of four digits goes as unknown. */
    static void write(XmlOut out, @Nullable Instant instant) {
        OffsetDateTime time = (instant == null ? UNKNOWN : instant).atOffset(ZoneOffset.UTC);
        if (time.getYear() < 1 || time.getYear() > 9999) {
            time = UNKNOWN.atOffset(ZoneOffset.UTC);
        }
        out.digits(time.getYear(), 4);
        out.ascii('-');
        out.digits(time.getMonthValue(), 2);
        out.ascii('-');
        out.digits(time.getDayOfMonth(), 2);
        out.ascii('T');
        out.digits(time.getHour(), 2);
        out.ascii(':');
        out.digits(time.getMinute(), 2);
        out.ascii(':');
        out.digits(time.getSecond(), 2);
        out.ascii('Z');
    }
}
