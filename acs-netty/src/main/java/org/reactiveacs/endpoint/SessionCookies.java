package org.reactiveacs.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.keys.Signer;
import org.reactiveacs.store.SessionKey;

/**
 * The cookie that carries a session: {@code token.issued.device.mac}. The device tells any node where the session stands,
 * and the mac tells a session of ours from a stranger without asking the store. The characters of a device's id may stand in
 * a cookie as they are. Thread-safe.
 */
final class SessionCookies {

    static final String NAME = "acs";

    /** What follows the cookie in Set-Cookie: only a path, for other attributes lose the cookie on some CPEs. */
    static final String ATTRIBUTES = "; Path=/";

    private static final int TOKEN_CHARS = 32;

    private final Signer signer;

    SessionCookies(KeyRing keys) {
        this.signer = keys.signer("session-cookie");
    }

    /** The whole value of a Set-Cookie header. */
    String setCookie(SessionKey key, long issuedSeconds) {
        var text = key.token() + "." + Long.toString(issuedSeconds, 36) + "." + key.device();
        var mac = signer.mac(text.getBytes(StandardCharsets.US_ASCII));
        return NAME + "=" + text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac) + ATTRIBUTES;
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
        int token = value.indexOf('.');
        int issued = value.indexOf('.', token + 1);
        if (token != TOKEN_CHARS || issued < 0 || issued >= mac - 1) {
            return null;
        }
        try {
            var tag = Base64.getUrlDecoder().decode(value.substring(mac + 1));
            return signer.verify(value.substring(0, mac).getBytes(StandardCharsets.US_ASCII), tag)
                    ? new SessionKey(device(value.substring(issued + 1, mac)), value.substring(0, token))
                    : null;
        } catch (IllegalArgumentException e) {
            return null; // No base64: not ours.
        }
    }

    /** From its text, in which the tenant stands only where it is not the default one. */
    private static DeviceId device(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? DeviceId.of(text) : new DeviceId(text.substring(0, slash), text.substring(slash + 1));
    }
}
