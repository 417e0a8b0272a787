package org.reactiveacs.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cluster.Partitions;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.keys.Signer;
import org.reactiveacs.store.SessionKey;

/**
 * The cookie that carries a session: {@code partition.token.issued.mac}. The mac tells a session of ours from a stranger
 * without asking the store. Thread-safe.
 */
final class SessionCookies {

    static final String NAME = "acs";

    private static final int TOKEN_CHARS = 32;

    private final Signer signer;

    SessionCookies(KeyRing keys) {
        this.signer = keys.signer("session-cookie");
    }

    /** The whole value of a Set-Cookie header; only a path, for other attributes lose the cookie on some CPEs. */
    String setCookie(SessionKey key, long issuedSeconds) {
        var text = key.partition() + "." + key.token() + "." + Long.toString(issuedSeconds, 36);
        var mac = signer.mac(text.getBytes(StandardCharsets.US_ASCII));
        return NAME + "=" + text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac) + "; Path=/";
    }

    /**
     * The session that a Cookie header names. CPEs quote values, put {@code $Version} before them and join several by
     * commas.
     *
     * @return null when none of its cookies is ours
     */
    @Nullable
    SessionKey read(@Nullable String header) {
        if (header == null) {
            return null;
        }
        for (int at = header.indexOf(NAME); at >= 0; at = header.indexOf(NAME, at + 1)) {
            var key = readAt(header, at + NAME.length());
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    private @Nullable SessionKey readAt(String header, int from) {
        int start = from;
        while (start < header.length() && " =\"".indexOf(header.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < header.length() && " ;,\"".indexOf(header.charAt(end)) < 0) {
            end++;
        }
        return start == from ? null : verified(header.substring(start, end));
    }

    private @Nullable SessionKey verified(String value) {
        int mac = value.lastIndexOf('.');
        int first = value.indexOf('.');
        int second = value.indexOf('.', first + 1);
        if (first < 1 || first > 3 || second - first != TOKEN_CHARS + 1 || mac <= second) {
            return null;
        }
        try {
            var tag = Base64.getUrlDecoder().decode(value.substring(mac + 1));
            int partition = Integer.parseInt(value.substring(0, first));
            return partition < Partitions.COUNT
                            && signer.verify(value.substring(0, mac).getBytes(StandardCharsets.US_ASCII), tag)
                    ? new SessionKey(partition, value.substring(first + 1, second))
                    : null;
        } catch (IllegalArgumentException e) {
            return null; // Neither number nor base64: not ours.
        }
    }
}
