package org.reactiveacs.task;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * The hours of the day in which a task may start, such as {@code 02:00-05:00 Europe/Warsaw}. A window whose end is
 * before its start goes over midnight.
 *
 * @param start inclusive
 * @param end exclusive
 * @param zone whose clock
 */
public record DailyWindow(LocalTime start, LocalTime end, ZoneId zone) {

    private static final Pattern FORM = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})(?: +(\\S+))?");

    /**
     * Reads {@code HH:MM-HH:MM ZONE}.
     *
     * @throws IllegalArgumentException if the text is none; the message says what is expected
     */
    public static DailyWindow parse(String text) {
        var form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no window: HH:MM-HH:MM and a time zone expected, as 02:00-05:00 Europe/Warsaw");
        }
        try {
            var start = LocalTime.parse(form.group(1));
            var end = LocalTime.parse(form.group(2));
            if (start.equals(end)) {
                throw new IllegalArgumentException("window '" + text + "' is empty: start and end are the same");
            }
            return new DailyWindow(start, end, ZoneId.of(form.group(3) == null ? "UTC" : form.group(3)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("window '" + text + "' names an hour that no day has", e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("window '" + text + "' names no time zone we know: " + form.group(3), e);
        }
    }

    public boolean isOpen(Instant at) {
        var time = at.atZone(zone).toLocalTime();
        boolean afterStart = !time.isBefore(start);
        boolean beforeEnd = time.isBefore(end);
        return start.isBefore(end) ? afterStart && beforeEnd : afterStart || beforeEnd;
    }

    /** The next instant from {@code at} on (itself included) at which the window is open. */
    public Instant nextOpen(Instant at) {
        if (isOpen(at)) {
            return at;
        }
        var here = at.atZone(zone);
        var opening = here.with(start);
        return (opening.isAfter(here) ? opening : here.plusDays(1).with(start)).toInstant();
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        return start + "-" + end + " " + zone;
    }
}
