package org.reactiveacs.simulator.model;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.reactiveacs.device.ParameterType;

/** The form of a value: a type of CWMP, or a string that must look like something. */
public enum Form {
    STRING(ParameterType.STRING, ".*"),
    INT(ParameterType.INT, "[+-]?[0-9]{1,10}"),
    UNSIGNED_INT(ParameterType.UNSIGNED_INT, "\\+?[0-9]{1,10}"),
    LONG(ParameterType.LONG, "[+-]?[0-9]{1,19}"),
    UNSIGNED_LONG(ParameterType.UNSIGNED_LONG, "\\+?[0-9]{1,20}"),
    BOOLEAN(ParameterType.BOOLEAN, "0|1|true|false"),
    DATE_TIME(ParameterType.DATE_TIME, ".+"),
    BASE64(ParameterType.BASE64, "(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
    HEX_BINARY(ParameterType.HEX_BINARY, "(?:[0-9A-Fa-f]{2})*"),
    /** An address of IPv4 or IPv6, or empty. */
    IP(ParameterType.STRING, "|" + Patterns.IPV4 + "|(?=.*:.*:)[0-9A-Fa-f:]{2,39}(?::" + Patterns.IPV4 + ")?"),
    /** Six pairs of hexadecimal digits between colons, or empty. */
    MAC(ParameterType.STRING, "|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}");

    private final ParameterType type;
    private final Pattern pattern;

    Form(ParameterType type, String pattern) {
        this.type = type;
        this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
    }

    ParameterType type() {
        return type;
    }

    boolean isNumber() {
        return switch (this) {
            case INT, UNSIGNED_INT, LONG, UNSIGNED_LONG -> true;
            default -> false;
        };
    }

    /** The value of nothing in particular. */
    String zero() {
        return switch (this) {
            case INT, UNSIGNED_INT, LONG, UNSIGNED_LONG, BOOLEAN -> "0";
            case DATE_TIME -> "0001-01-01T00:00:00Z";
            default -> "";
        };
    }

    boolean matches(String text) {
        if (!pattern.matcher(text).matches()) {
            return false;
        }
        return switch (this) {
            case INT -> new BigInteger(text).bitLength() < 32;
            case UNSIGNED_INT -> new BigInteger(text).bitLength() <= 32;
            case LONG -> new BigInteger(text).bitLength() < 64;
            case UNSIGNED_LONG -> new BigInteger(text).bitLength() <= 64;
            case DATE_TIME -> isTime(text);
            default -> true;
        };
    }

    private static boolean isTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException withoutZone) {
            try {
                LocalDateTime.parse(text);
                return true;
            } catch (DateTimeException none) {
                return false;
            }
        }
    }

    /** Parts of patterns, apart because constants of an enum cannot see its own. */
    private static final class Patterns {
        private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
        private static final String IPV4 = BYTE + "(?:\\." + BYTE + "){3}";

        private Patterns() {}
    }
}
