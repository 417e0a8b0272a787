package org.reactiveacs.simulator.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
final class Credentials {
    private static final HexFormat HEX = HexFormat.of();

    private final String username;
    private final String password;
    private @Nullable Challenge accepted;
    private int nonceCount;

    Credentials(String username, String password) {
        this.username = username;
        this.password = password;
    }

    /**
     * Takes the first challenge that can be answered.
     *
     * @return false when there is none, or when what was answered already has been refused
     */
    boolean challenged(List<String> headers) {
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
    @Nullable
    String authorization(String method, String target) {
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
        MessageDigest hash = hash(algorithm);
        String realm = challenge.get("realm");
        String nonce = challenge.get("nonce");
        String a1 = hex(hash, username + ':' + realm + ':' + password);
        String cnonce = HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
        if (algorithm.toLowerCase(Locale.ROOT).endsWith("-sess")) {
            a1 = hex(hash, a1 + ':' + nonce + ':' + cnonce);
        }
        String a2 = hex(hash, method + ':' + target);
        boolean hasQop = List.of(challenge.get("qop").split("\\s*,\\s*", -1)).contains("auth");
        String nc = String.format(Locale.ROOT, "%08x", ++nonceCount);
        String response = hex(hash, a1 + ':' + nonce + ':' + (hasQop ? nc + ':' + cnonce + ":auth:" : "") + a2);
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

    private static String hex(MessageDigest hash, String text) {
        return HEX.formatHex(hash.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(
                    algorithm.toUpperCase(Locale.ROOT).startsWith("SHA-256") ? "SHA-256" : "MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5 and SHA-256", e);
        }
    }
}
