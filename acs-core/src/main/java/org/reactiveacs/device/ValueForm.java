package org.reactiveacs.device;

import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a value's text has the form of its type (TR-106 A8 §3.2). Texts are kept as the device wrote them; this only
 * tells the reader whether a number is one.
 */
public final class ValueForm {

    private static final Set<String> TRUTH = Set.of("0", "1", "true", "false");
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,20}");
    private static final Pattern DATE_TIME = Pattern.compile(
            "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-4]):[0-5]\\d:[0-5]\\d(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})?");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]*={0,2}\\s*");
    private static final Pattern HEX = Pattern.compile("([0-9A-Fa-f]{2})*");

    private ValueForm() {}

    /** Whether the text is a value of the type; any text is one of a string, or of a type that nobody told. */
    public static boolean isValid(ParameterType type, String text) {
        return switch (type) {
            case UNKNOWN, STRING, ANY_SIMPLE_TYPE -> true;
            case INT -> isWithin(text, Integer.MIN_VALUE, BigInteger.valueOf(Integer.MAX_VALUE));
            case UNSIGNED_INT -> isWithin(text, 0, BigInteger.valueOf(0xFFFF_FFFFL));
            case LONG -> isWithin(text, Long.MIN_VALUE, BigInteger.valueOf(Long.MAX_VALUE));
            case UNSIGNED_LONG -> isWithin(text, 0, BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
            case BOOLEAN -> TRUTH.contains(text);
            case DATE_TIME -> DATE_TIME.matcher(text).matches();
            case BASE64 -> BASE64.matcher(text).matches();
            case HEX_BINARY -> HEX.matcher(text).matches();
        };
    }

    private static boolean isWithin(String text, long least, BigInteger most) {
        if (!INTEGER.matcher(text).matches()) {
            return false;
        }
        var number = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
        return number.compareTo(BigInteger.valueOf(least)) >= 0 && number.compareTo(most) <= 0;
    }
}
