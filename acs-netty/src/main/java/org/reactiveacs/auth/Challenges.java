package org.reactiveacs.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * Renders WWW-Authenticate headers, one per offer, digest in the given order and basic last.
 *
 * <p>RFC 7616 wants the strongest first, for a client is to take the first that it knows. Many CPEs take the first,
 * known or not, and know MD5 only; so MD5 is put first by default, and a client that can do better finds it next.
 */
public final class Challenges {
    private final String realm;
    private final List<DigestAlgorithm> digests;
    private final boolean basic;

    /**
     * Fixes what is offered.
     *
     * @param realm without quotes and backslashes
     * @param digests algorithms in order; empty to offer no digest
     * @param basic whether basic is offered
     */
    public Challenges(String realm, List<DigestAlgorithm> digests, boolean basic) {
        if (realm.chars().anyMatch(c -> c < ' ' || c > '~' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("a realm is printable ASCII without quotes and backslashes");
        }
        this.realm = realm;
        this.digests = List.copyOf(digests);
        this.basic = basic;
    }

    /**
     * The values of the WWW-Authenticate headers.
     *
     * @param nonce a fresh one
     * @param stale whether the client knew the password and only its nonce was too old
     */
    public List<String> render(String nonce, boolean stale) {
        List<String> headers = new ArrayList<>();
        for (DigestAlgorithm algorithm : digests) {
            headers.add("Digest realm=\"" + realm + "\", qop=\"auth\", algorithm=" + algorithm.token() + ", nonce=\""
                    + nonce + "\"" + (stale ? ", stale=true" : ""));
        }
        if (basic) {
            headers.add("Basic realm=\"" + realm + "\"");
        }
        return headers;
    }

    public String realm() {
        return realm;
    }
}
