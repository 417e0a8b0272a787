package org.reactiveacs.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/** Answers a digest challenge as RFC 2617 and RFC 7616 say. */
record DigestClient(String username, String password, String algorithm) {

    private static final Pattern NONCE = Pattern.compile("nonce=\"([^\"]+)\"");

    static String nonce(RawConnection.Response challenge) {
        var matcher = NONCE.matcher(Objects.requireNonNull(challenge.header("WWW-Authenticate")));
        if (!matcher.find()) {
            throw new AssertionError("no nonce in " + challenge);
        }
        return matcher.group(1);
    }

    String authorization(String nonce, int count) {
        var nc = String.format("%08x", count);
        var ha1 = hash(username + ":acs:" + password);
        var ha2 = hash("POST:/");
        var response = hash(ha1 + ":" + nonce + ":" + nc + ":cn:auth:" + ha2);
        return "Authorization: Digest username=\"" + username + "\", realm=\"acs\", nonce=\"" + nonce
                + "\", uri=\"/\", algorithm=" + algorithm + ", qop=auth, nc=" + nc + ", cnonce=\"cn\", response=\""
                + response + "\"";
    }

    /** The response over another uri, or in the session variant; counter 1. */
    String response(String nonce, String uri, boolean session) {
        var plain = hash(username + ":acs:" + password);
        var ha1 = session ? hash(plain + ":" + nonce + ":cn") : plain;
        return hash(ha1 + ":" + nonce + ":00000001:cn:auth:" + hash("POST:" + uri));
    }

    private String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
