package org.reactiveacs.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.reactiveacs.keys.KeyRing;

/**
 * The passwords of CPEs that have none of their own: an HMAC of the device's id under a key of the ring, so that any node
 * knows it without asking. 24 characters out of [A-Za-z0-9], 142 bits, which every CPE can store. Thread-safe.
 */
public final class DerivedPasswords {
    static final int CHARS = 24;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final BigInteger RADIX = BigInteger.valueOf(ALPHABET.length());

    private final KeyRing ring;
    private final Map<Integer, SecretKeySpec> keys;

    /**
     * Takes its keys from the ring.
     *
     * @param purpose what the password is for; each purpose gives other passwords
     */
    public DerivedPasswords(KeyRing ring, String purpose) {
        this.ring = ring;
        this.keys = ring.versions().stream()
                .collect(Collectors.toMap(
                        version -> version,
                        version -> new SecretKeySpec(ring.derive("password " + purpose, version), "HmacSHA256")));
    }

    /** Versions of the key that are live, newest first: a check tries them in this order. */
    public List<Integer> versions() {
        return ring.versions();
    }

    /**
     * The password of a device.
     *
     * @param deviceId the device's id as text, tenant included
     * @throws IllegalArgumentException if the ring has no such version
     */
    public String of(String deviceId, int version) {
        return of(deviceId, version, 0);
    }

    /**
     * A password that a device has after its first was rotated.
     *
     * @param epoch how many times it was, 0 for the first
     * @throws IllegalArgumentException if the ring has no such version
     */
    public String of(String deviceId, int version, int epoch) {
        SecretKeySpec key = keys.get(version);
        if (key == null) {
            throw new IllegalArgumentException("the key ring has no version " + version);
        }
        BigInteger number = new BigInteger(1, hmac(key, message(deviceId, epoch)));
        StringBuilder password = new StringBuilder(CHARS);
        for (int i = 0; i < CHARS; i++) {
            BigInteger[] parts = number.divideAndRemainder(RADIX);
            password.append(ALPHABET.charAt(parts[1].intValue()));
            number = parts[0];
        }
        return password.toString();
    }

    /** No id holds a zero, so no two devices and epochs have the same. */
    private static byte[] message(String deviceId, int epoch) {
        return (epoch == 0 ? deviceId : deviceId + '\0' + epoch).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
