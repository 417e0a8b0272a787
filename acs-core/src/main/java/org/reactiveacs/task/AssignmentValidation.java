package org.reactiveacs.task;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.reactiveacs.device.ParameterType;

/** The rules of values to set: their paths, their size, and their form where the order itself names a type. */
final class AssignmentValidation {

    /** What a value may take, so that a request with it alone stays below the 32 KB that a CPE must accept. */
    static final int MAX_REQUEST_BYTES = 29_000;

    private static final Set<String> BOOLEANS = Set.of("0", "1", "true", "false", "yes", "no", "on", "off");
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2})*");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,20}");

    private AssignmentValidation() {}

    static void check(List<Assignment> values, Problems problems) {
        for (var value : values) {
            var at = "/values" + TaskProblem.token(value.path());
            if (problems.path(at, value.path()) && value.path().endsWith(".")) {
                problems.add(at, "'" + value.path() + "' is an object, which has no value");
            }
            int bytes = escapedBytes(value.value());
            if (bytes > MAX_REQUEST_BYTES) {
                problems.add(
                        at,
                        "takes " + bytes + " bytes; a CPE accepts requests of 32 KB, of which a value may take "
                                + MAX_REQUEST_BYTES);
            }
            var type = value.type();
            if (type != null && !fits(value.value().trim(), type)) {
                problems.add(at, "'" + abbreviated(value.value()) + "' is no " + type.xsdName());
            }
        }
    }

    /** The size in XML, where what must be escaped takes more. */
    private static int escapedBytes(String text) {
        int markup = (int) text.chars().filter(c -> "&<>\"'\r".indexOf(c) >= 0).count();
        return text.getBytes(StandardCharsets.UTF_8).length + 5 * markup;
    }

    private static String abbreviated(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private static boolean fits(String text, ParameterType type) {
        return switch (type) {
            case BOOLEAN -> BOOLEANS.contains(text.toLowerCase(Locale.ROOT));
            case INT -> isWhole(text, 31, true);
            case UNSIGNED_INT -> isWhole(text, 32, false);
            case LONG -> isWhole(text, 63, true);
            case UNSIGNED_LONG -> isWhole(text, 64, false);
            case HEX_BINARY -> HEX.matcher(text).matches();
            case BASE64 -> isBase64(text);
            case DATE_TIME, STRING, ANY_SIMPLE_TYPE, UNKNOWN -> true;
        };
    }

    private static boolean isWhole(String text, int bits, boolean signed) {
        if (!WHOLE.matcher(text).matches()) {
            return false;
        }
        var number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
        return number.bitLength() <= bits && (signed || number.signum() >= 0);
    }

    private static boolean isBase64(String text) {
        try {
            Base64.getMimeDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
