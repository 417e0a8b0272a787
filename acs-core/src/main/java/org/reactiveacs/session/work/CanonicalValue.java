package org.reactiveacs.session.work;

import java.util.Locale;
import java.util.regex.Pattern;
import org.reactiveacs.device.ParameterType;

/** Values in the form that every CPE takes. */
final class CanonicalValue {

    private static final Pattern FRACTION = Pattern.compile("(T\\d{2}:\\d{2}:\\d{2})\\.\\d+");

    private CanonicalValue() {}

    static String of(String value, ParameterType type) {
        return switch (type) {
            // Some CPEs answer 9007 to "false".
            case BOOLEAN ->
                switch (value.trim().toLowerCase(Locale.ROOT)) {
                    case "true", "yes", "on" -> "1";
                    case "false", "no", "off" -> "0";
                    default -> value;
                };
            // Some CPEs refuse fractions of a second.
            case DATE_TIME -> FRACTION.matcher(value).replaceFirst("$1");
            default -> value;
        };
    }
}
