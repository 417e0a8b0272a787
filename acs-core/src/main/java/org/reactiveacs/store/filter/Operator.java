package org.reactiveacs.store.filter;

import org.jspecify.annotations.Nullable;

/** The operators of the language; a longer sign stands before the shorter that it begins with. */
enum Operator {
    SAME("==", DeviceFilter.Comparison.EQUAL),
    EQUAL("=", DeviceFilter.Comparison.EQUAL),
    NOT_EQUAL("!=", DeviceFilter.Comparison.NOT_EQUAL),
    LESS_OR_EQUAL("<=", DeviceFilter.Comparison.LESS_OR_EQUAL),
    LESS("<", DeviceFilter.Comparison.LESS),
    GREATER_OR_EQUAL(">=", DeviceFilter.Comparison.GREATER_OR_EQUAL),
    GREATER(">", DeviceFilter.Comparison.GREATER),
    MATCHES("~", null),
    LIKE("like", null),
    BEFORE("before", DeviceFilter.Comparison.LESS),
    AFTER("after", DeviceFilter.Comparison.GREATER_OR_EQUAL);

    private final String sign;
    private final DeviceFilter.@Nullable Comparison comparison;

    Operator(String sign, DeviceFilter.@Nullable Comparison comparison) {
        this.sign = sign;
        this.comparison = comparison;
    }

    String sign() {
        return sign;
    }

    /** What it means, null when its value is a pattern. */
    DeviceFilter.@Nullable Comparison comparison() {
        return comparison;
    }

    boolean isWord() {
        return Character.isLetter(sign.charAt(0));
    }

    boolean isTemporal() {
        return this == BEFORE || this == AFTER;
    }
}
