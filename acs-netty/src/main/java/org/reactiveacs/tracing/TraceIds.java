package org.reactiveacs.tracing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The ids of a session's trace. They follow from the session's token, so that all nodes give its spans the same trace and parent; the token
 * does not follow from them.
 *
 * @param trace of the trace, 32 hexadecimal digits
 * @param root of the session's own span, 16 hexadecimal digits
 */
record TraceIds(String trace, String root) {

    /** The token is hashed for nothing else in this way. */
    private static final String PURPOSE = "trace of session ";

    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    static TraceIds of(String token) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest((PURPOSE + token).getBytes(StandardCharsets.US_ASCII));
            var hex = HexFormat.of();
            return new TraceIds(
                    hex.formatHex(hash, 0, TRACE_BYTES), hex.formatHex(hash, TRACE_BYTES, TRACE_BYTES + SPAN_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** An id for any other span. */
    static String span() {
        // Of all numbers only 0 stands for no span.
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }
}
