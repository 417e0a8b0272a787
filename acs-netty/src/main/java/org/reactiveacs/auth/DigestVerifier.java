package org.reactiveacs.auth;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/**
 * Checks digest responses (RFC 2617, RFC 7616) and accepts what proves knowledge of the password, however the CPE spelt
 * the rest. The nonce's age and reuse are for the caller to judge. Thread-safe; compares in constant time.
 */
public final class DigestVerifier {
    private final Hashes hashes = new Hashes();

    /**
     * Checks a response.
     *
     * @param method of the request, such as POST
     * @param requestTarget as it stands in the request line
     * @return what was odd about it (often nothing) if it proves the password, else empty
     */
    public Optional<Set<DigestQuirk>> verify(
            Authorization.Digest digest, String method, String requestTarget, DigestSecret secret) {
        if (digest.qop() != null && !digest.qop().equalsIgnoreCase("auth")) {
            return Optional.empty(); // auth-int would cover the body, and is never offered
        }
        if (secret instanceof DigestSecret.Ha1 known
                && !known.hash().equals(digest.algorithm().hash())) {
            return Optional.empty();
        }
        return new DigestAttempt(hashes, digest, method, requestTarget, secret).prove();
    }

    /** H(username:realm:password) in lower-case hexadecimal, to be kept instead of a password. */
    public String ha1(DigestAlgorithm algorithm, String username, String realm, String password) {
        return hashes.hex(algorithm.hash(), username + ":" + realm + ":" + password, StandardCharsets.UTF_8);
    }
}
