package org.reactiveacs.simulator.model;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.FaultCode;
import org.reactiveacs.device.ParameterType;

/**
 * Which values a parameter takes.
 *
 * @param form the type and its lexical form
 * @param isList whether the value is a comma-separated list of such strings
 * @param min smallest number, null for the type's
 * @param max largest number, null for the type's; for strings the largest length
 * @param allowed the only values, all if empty
 */
public record ValueRule(
        Form form,
        boolean isList,
        @Nullable BigInteger min,
        @Nullable BigInteger max,
        List<String> allowed) {

    public ValueRule {
        allowed = List.copyOf(allowed);
    }

    /** The type as it travels. */
    public ParameterType type() {
        return form.type();
    }

    /**
     * Checks a value that somebody wants to set.
     *
     * @param type as the request named it; a request without type is judged by the text alone
     * @return 9006 or 9007, or empty when all is well
     */
    public Optional<FaultCode> refusal(ParameterType type, String text) {
        if (type != ParameterType.UNKNOWN && type != type()) {
            return Optional.of(FaultCode.INVALID_PARAMETER_TYPE);
        }
        return takes(text) ? Optional.empty() : Optional.of(FaultCode.INVALID_PARAMETER_VALUE);
    }

    /** Whether a text is a value. */
    public boolean takes(String text) {
        if (!isList) {
            return takesItem(text);
        }
        if (text.isEmpty()) {
            return true;
        }
        for (String item : text.split(",", -1)) {
            if (!takesItem(item.strip())) {
                return false;
            }
        }
        return true;
    }

    /** The one way in which a value is kept: truth values as 0 and 1, the rest as it came. */
    public String canonical(String text) {
        return switch (text) {
            case "true" -> form == Form.BOOLEAN ? "1" : text;
            case "false" -> form == Form.BOOLEAN ? "0" : text;
            default -> text;
        };
    }

    /** What a secret of this type reads as. */
    public String concealed() {
        return form.isNumber() || form == Form.BOOLEAN ? "0" : "";
    }

    /** What a new instance begins with. */
    String fresh() {
        if (!allowed.isEmpty()) {
            return isList || allowed.contains("") ? "" : allowed.get(0);
        }
        if (form.isNumber()) {
            return min != null && min.signum() > 0 ? min.toString() : "0";
        }
        return form.zero();
    }

    private boolean takesItem(String text) {
        if (!form.matches(text)) {
            return false;
        }
        if (!allowed.isEmpty() && !allowed.contains(text)) {
            return false;
        }
        BigInteger size = form.isNumber() ? new BigInteger(text) : BigInteger.valueOf(text.length());
        return (min == null || size.compareTo(min) >= 0) && (max == null || size.compareTo(max) <= 0);
    }
}
