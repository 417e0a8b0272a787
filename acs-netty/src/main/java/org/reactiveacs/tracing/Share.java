package org.reactiveacs.tracing;

import java.util.Locale;

/**
 * The share of sessions that are traced. Tokens are random, so those that sort before a bound are a share of all: nodes need not talk about
 * which, and to know costs one comparison. Whoever sees that a session is traced learns less than two digits of its token from a share of 1 %.
 *
 * @param bound before which tokens sort that are traced
 */
record Share(String bound) {

    private static final int DIGITS = 13;
    private static final String BEFORE_ALL = "";
    private static final String BEHIND_ALL = "g";

    /** @param share from 0 to 1 */
    static Share of(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
        }
        if (share == 0) {
            return new Share(BEFORE_ALL);
        }
        return share == 1
                ? new Share(BEHIND_ALL)
                : new Share(String.format(Locale.ROOT, "%0" + DIGITS + "x", (long) (share * (1L << 4 * DIGITS))));
    }

    boolean has(String token) {
        return token.compareTo(bound) < 0;
    }
}
