package org.reactiveacs.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Checks the bearer token of API requests against the administrator's, in constant time. Thread-safe. */
public final class TokenVerifier {
    private static final String SCHEME = "bearer ";
    private static final int MAX_CHARS = 4096;

    private final byte[] expected;

    public TokenVerifier(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("an empty token would let everybody in");
        }
        this.expected = hash(token);
    }

    /** Tells whether a request's Authorization header (null if it has none) carries the token. */
    public boolean accepts(@Nullable String authorization) {
        return authorization != null
                && authorization.length() <= MAX_CHARS
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        expected, hash(authorization.substring(SCHEME.length()).strip()));
    }

    /** Hashing first makes the comparison's time independent of where, and in length, the two differ. */
    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
