package org.reactiveacs.simulator.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of one server with a name and a password: digest with MD5 or SHA-256 (RFC 7616), else basic.
 *
 * <p>Kept for a session, so that the count of a nonce's uses goes up. Not thread-safe.
 */
public final class Credentials {
    private static final HexFormat HEX = HexFormat.of();

    private final String username;
    private final String password;
    private @Nullable Challenge accepted;
    private int nonceCount;

    /** Those of one client. */
    public Credentials(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /**
     * Takes the first challenge that can be answered.
     *
     * @return false when there is none, or when what was answered already has been refused
     */
    public boolean challenged(List<String> headers) {
        if (username.isEmpty()) {
            return false;
        }
        for (Challenge challenge : Challenge.of(headers)) {
            if (canAnswer(challenge)) {
                boolean refused = accepted != null && !challenge.isStale();
                accepted = challenge;
                nonceCount = 0;
                return !refused;
            }
        }
        return false;
    }

    /** The Authorization header for a request, null while nothing was asked for. */
    public @Nullable String authorization(String method, String target) {
        Challenge challenge = accepted;
        if (challenge == null) {
            return null;
        }
        if (challenge.scheme().equals("basic")) {
            byte[] pair = (username + ':' + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
        return digest(challenge, method, target);
    }

    private String digest(Challenge challenge, String method, String target) {
        String algorithm = challenge.get("algorithm");
        String realm = challenge.get("realm");
        String nonce = challenge.get("nonce");
        String cnonce = HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
        boolean hasQop = List.of(challenge.get("qop").split("\\s*,\\s*", -1)).contains("auth");
        String nc = String.format(Locale.ROOT, "%08x", ++nonceCount);
        String response = new Digest(algorithm, realm, nonce, target, hasQop ? nc : "", cnonce)
                .response(username, password, method);
        StringBuilder header = new StringBuilder(256)
                .append("Digest username=\"")
                .append(quoted(username))
                .append("\", realm=\"")
                .append(quoted(realm))
                .append("\", nonce=\"")
                .append(nonce)
                .append("\", uri=\"")
                .append(target)
                .append("\", response=\"")
                .append(response)
                .append('"');
        if (!algorithm.isEmpty()) {
            header.append(", algorithm=").append(algorithm);
        }
        if (!challenge.get("opaque").isEmpty()) {
            header.append(", opaque=\"").append(challenge.get("opaque")).append('"');
        }
        if (hasQop) {
            header.append(", qop=auth, nc=")
                    .append(nc)
                    .append(", cnonce=\"")
                    .append(cnonce)
                    .append('"');
        }
        return header.toString();
    }

    private static boolean canAnswer(Challenge challenge) {
        if (!challenge.scheme().equals("digest")) {
            return challenge.scheme().equals("basic");
        }
        boolean plainQop = challenge.get("qop").isEmpty()
                || List.of(challenge.get("qop").split("\\s*,\\s*", -1)).contains("auth");
        return plainQop
                && switch (challenge.get("algorithm").toUpperCase(Locale.ROOT)) {
                    case "", "MD5", "MD5-SESS", "SHA-256", "SHA-256-SESS" -> true;
                    default -> false;
                };
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
