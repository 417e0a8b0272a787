package org.reactiveacs.policy.desired;

import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ParameterType;

/** Whether two texts are the same value, as their type goes. */
final class SameValue {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,20}");
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");

    private SameValue() {}

    static boolean of(ParameterType type, String wanted, String actual) {
        if (wanted.equals(actual)) {
            return true;
        }
        return switch (type) {
            case BOOLEAN -> sameTruth(truth(wanted), truth(actual));
            case INT, UNSIGNED_INT, LONG, UNSIGNED_LONG -> sameNumber(wanted, actual);
            case DATE_TIME -> sameTime(wanted, actual);
            case HEX_BINARY -> wanted.trim().equalsIgnoreCase(actual.trim());
            case BASE64 -> wanted.replaceAll("\\s", "").equals(actual.replaceAll("\\s", ""));
            case UNKNOWN, STRING, ANY_SIMPLE_TYPE -> sameMac(wanted, actual);
        };
    }

    private static boolean sameTruth(@Nullable Boolean a, @Nullable Boolean b) {
        return a != null && a.equals(b);
    }

    private static @Nullable Boolean truth(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> true;
            case "0", "false", "no", "off" -> false;
            default -> null;
        };
    }

    private static boolean sameNumber(String a, String b) {
        return WHOLE.matcher(a.trim()).matches()
                && WHOLE.matcher(b.trim()).matches()
                && number(a).equals(number(b));
    }

    private static BigInteger number(String text) {
        var plain = text.trim();
        return new BigInteger(plain.startsWith("+") ? plain.substring(1) : plain);
    }

    private static boolean sameTime(String a, String b) {
        var first = time(a);
        return first != null && first.equals(time(b));
    }

    /** Fractions of a second are not sent, so they do not count. */
    private static @Nullable Instant time(String text) {
        try {
            var plain = text.trim();
            boolean zoned = plain.endsWith("Z") || plain.matches(".*[+-]\\d{2}:\\d{2}");
            var time = OffsetDateTime.parse(zoned ? plain : plain + "Z").toInstant();
            return Instant.ofEpochSecond(time.getEpochSecond());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** MAC addresses are texts in the data models. */
    private static boolean sameMac(String a, String b) {
        return MAC.matcher(a).matches()
                && MAC.matcher(b).matches()
                && a.replace('-', ':').equalsIgnoreCase(b.replace('-', ':'));
    }
}
