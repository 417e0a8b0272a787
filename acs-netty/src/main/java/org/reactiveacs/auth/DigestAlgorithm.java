package org.reactiveacs.auth;

import java.util.Locale;

/** A hash for digest authentication, with or without the session variant (RFC 7616 §3.4.2). */
public enum DigestAlgorithm {
    MD5("MD5", "MD5", false),
    MD5_SESS("MD5-sess", "MD5", true),
    SHA_256("SHA-256", "SHA-256", false),
    SHA_256_SESS("SHA-256-sess", "SHA-256", true);

    private final String token;
    private final String hash;
    private final boolean session;

    DigestAlgorithm(String token, String hash, boolean session) {
        this.token = token;
        this.hash = hash;
        this.session = session;
    }

    /** The name as it stands in headers. */
    public String token() {
        return token;
    }

    /** The name of the Java message digest. */
    public String hash() {
        return hash;
    }

    /** Whether the nonces go into A1. */
    public boolean isSession() {
        return session;
    }

    /** The other variant with the same hash. */
    DigestAlgorithm sibling() {
        return switch (this) {
            case MD5 -> MD5_SESS;
            case MD5_SESS -> MD5;
            case SHA_256 -> SHA_256_SESS;
            case SHA_256_SESS -> SHA_256;
        };
    }

    /**
     * What a client means: {@code MD} and the like happen (a cut-off token), so the length of its response decides about
     * the hash and the text only about the session variant.
     */
    static DigestAlgorithm meant(String token, int responseChars) {
        boolean session = token.toLowerCase(Locale.ROOT).endsWith("-sess");
        if (responseChars == 64) {
            return session ? SHA_256_SESS : SHA_256;
        }
        return session ? MD5_SESS : MD5;
    }
}
