package org.reactiveacs.outbound;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves to whoever is called who calls, and when: {@code t=UNIX SECONDS,v1=HEX}, where v1 is the HMAC-SHA256 over the digits of t, a
 * dot and the body. While secrets change there is a v1 for each. Thread-safe.
 */
public final class BodySignature {

    /** The header that it stands in. */
    public static final String HEADER = "X-ACS-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    /** @param secrets the one that counts first */
    public BodySignature(List<String> secrets) {
        this.keys = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** Whether there is a secret to sign with. */
    public boolean isReady() {
        return !keys.isEmpty();
    }

    /** The signature of a body that is sent now. */
    public String of(Instant at, byte[] body) {
        var stamp = Long.toString(at.getEpochSecond());
        return "t=" + stamp
                + keys.stream()
                        .map(key -> ",v1=" + HexFormat.of().formatHex(mac(key, stamp, body)))
                        .collect(Collectors.joining());
    }

    private static byte[] mac(SecretKeySpec key, String stamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((stamp + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
