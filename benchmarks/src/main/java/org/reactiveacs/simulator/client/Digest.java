package org.reactiveacs.simulator.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The response of digest authentication (RFC 7616).
 *
 * @param algorithm as the challenge names it, empty for MD5
 * @param realm of the challenge
 * @param nonce of the challenge
 * @param uri as in the request line
 * @param nc the count of uses, empty when there is no qop
 * @param cnonce of the client
 */
public record Digest(String algorithm, String realm, String nonce, String uri, String nc, String cnonce) {
    private static final HexFormat HEX = HexFormat.of();

    /** What proves that one knows the password. */
    public String response(String username, String password, String method) {
        MessageDigest hash = hash();
        String a1 = hex(hash, username + ':' + realm + ':' + password);
        if (algorithm.toLowerCase(Locale.ROOT).endsWith("-sess")) {
            a1 = hex(hash, a1 + ':' + nonce + ':' + cnonce);
        }
        String a2 = hex(hash, method + ':' + uri);
        return hex(hash, a1 + ':' + nonce + ':' + (nc.isEmpty() ? "" : nc + ':' + cnonce + ":auth:") + a2);
    }

    private static String hex(MessageDigest hash, String text) {
        return HEX.formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private MessageDigest hash() {
        try {
            return MessageDigest.getInstance(
                    algorithm.toUpperCase(Locale.ROOT).startsWith("SHA-256") ? "SHA-256" : "MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5 and SHA-256", e);
        }
    }
}
