package org.reactiveacs.auth;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Credential;

/**
 * The answer to a server's digest challenge (RFC 7616 §3.4; RFC 2069 where the challenge has no qop), for connection requests: there
 * the CPE is the server. A challenge is answered once, so the nonce count is always 1.
 *
 * @param algorithm that the challenge asks for
 * @param realm of the challenge
 * @param nonce of the challenge
 * @param opaque to be given back, null if there was none
 * @param hasQop whether the challenge offers {@code auth}
 * @param isStale whether the proof before was right, and only its nonce too old
 */
public record DigestAnswer(
        DigestAlgorithm algorithm,
        String realm,
        String nonce,
        @Nullable String opaque,
        boolean hasQop,
        boolean isStale) {
    private static final String SCHEME = "digest";
    private static final String NONCE_COUNT = "00000001";
    private static final Hashes HASHES = new Hashes();

    /** The strongest of the challenges in {@code WWW-Authenticate} headers; empty when none can be answered. */
    public static Optional<DigestAnswer> of(List<String> headers) {
        DigestAnswer best = null;
        for (String header : headers) {
            DigestAnswer answer = header.length() > AuthorizationHeader.MAX_CHARS ? null : of(header.strip());
            if (answer != null && (best == null || answer.isStrongerThan(best))) {
                best = answer;
            }
        }
        return Optional.ofNullable(best);
    }

    private static @Nullable DigestAnswer of(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        DigestParameters parameters = DigestParameters.read(header.substring(SCHEME.length()));
        DigestAlgorithm algorithm = algorithm(parameters.get("algorithm"));
        List<String> qops = Arrays.stream(parameters.get("qop").split(",", -1))
                .map(qop -> qop.strip().toLowerCase(Locale.ROOT))
                .filter(qop -> !qop.isEmpty())
                .toList();
        boolean hasQop = qops.contains("auth");
        if (algorithm == null || parameters.get("nonce").isEmpty() || !qops.isEmpty() && !hasQop) {
            return null;
        }
        String opaque = parameters.raw("opaque");
        return new DigestAnswer(
                algorithm,
                parameters.raw("realm"),
                parameters.raw("nonce"),
                opaque.isEmpty() ? null : opaque,
                hasQop,
                parameters.get("stale").equalsIgnoreCase("true"));
    }

    private static @Nullable DigestAlgorithm algorithm(String token) {
        if (token.isEmpty()) {
            return DigestAlgorithm.MD5;
        }
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (algorithm.token().equalsIgnoreCase(token)) {
                return algorithm;
            }
        }
        return null;
    }

    private boolean isStrongerThan(DigestAnswer other) {
        return algorithm.hash().equals("SHA-256") && other.algorithm.hash().equals("MD5");
    }

    /**
     * The value of the Authorization header.
     *
     * @param target as it stands in the request line
     * @param cnonce chosen by us, of letters and digits
     */
    public String authorization(Credential credential, String method, String target, String cnonce) {
        StringBuilder header = new StringBuilder(256).append("Digest ");
        quoted(header, "username", escaped(credential.username()));
        quoted(header.append(", "), "realm", realm);
        quoted(header.append(", "), "nonce", nonce);
        quoted(header.append(", "), "uri", target);
        quoted(header.append(", "), "response", response(credential, method, target, cnonce));
        header.append(", algorithm=").append(algorithm.token());
        if (opaque != null) {
            quoted(header.append(", "), "opaque", opaque);
        }
        if (hasQop) {
            header.append(", qop=auth, nc=").append(NONCE_COUNT);
        }
        if (hasQop || algorithm.isSession()) {
            quoted(header.append(", "), "cnonce", cnonce);
        }
        return header.toString();
    }

    private String response(Credential credential, String method, String target, String cnonce) {
        // Realms are hashed as they are written: that is what CPEs compare with.
        String ha1 = hash(credential.username() + ':' + realm + ':' + credential.password());
        String key = algorithm.isSession() ? hash(ha1 + ':' + nonce + ':' + cnonce) : ha1;
        String ha2 = hash(method + ':' + target);
        return hasQop
                ? hash(key + ':' + nonce + ':' + NONCE_COUNT + ':' + cnonce + ":auth:" + ha2)
                : hash(key + ':' + nonce + ':' + ha2);
    }

    private String hash(String text) {
        return HASHES.hex(algorithm.hash(), text, StandardCharsets.UTF_8);
    }

    private static void quoted(StringBuilder header, String name, String value) {
        header.append(name).append("=\"").append(value).append('"');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
