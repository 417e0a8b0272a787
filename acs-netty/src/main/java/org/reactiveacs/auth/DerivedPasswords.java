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
    private static final int RADIX = ALPHABET.length();

    /** Digits that one division of the whole number gives: more do not fit into a long. */
    private static final int AT_ONCE = 10;

    private static final BigInteger DIVISOR = BigInteger.valueOf(RADIX).pow(AT_ONCE);

    private final KeyRing ring;

    /** By version. Looking one up and setting it up costs more than a short message, so each thread keeps them. */
    private final ThreadLocal<Map<Integer, Mac>> macs;

    /**
     * Takes its keys from the ring.
     *
     * @param purpose what the password is for; each purpose gives other passwords
     */
    public DerivedPasswords(KeyRing ring, String purpose) {
        this.ring = ring;
        var keys = ring.versions().stream()
                .collect(Collectors.toMap(
                        version -> version,
                        version -> new SecretKeySpec(ring.derive("password " + purpose, version), "HmacSHA256")));
        this.macs = ThreadLocal.withInitial(() ->
                keys.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> mac(entry.getValue()))));
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
        Mac mac = macs.get().get(version);
        if (mac == null) {
            throw new IllegalArgumentException("the key ring has no version " + version);
        }
        return digits(new BigInteger(1, mac.doFinal(message(deviceId, epoch))));
    }

    /** The number to the base of the alphabet, lowest digit first. */
    private static String digits(BigInteger number) {
        var password = new StringBuilder(CHARS);
        for (var rest = number; password.length() < CHARS; ) {
            var parts = rest.divideAndRemainder(DIVISOR);
            long some = parts[1].longValue();
            for (int i = 0; i < AT_ONCE && password.length() < CHARS; i++) {
                password.append(ALPHABET.charAt((int) (some % RADIX)));
                some /= RADIX;
            }
            rest = parts[0];
        }
        return password.toString();
    }

    /** No id holds a zero, so no two devices and epochs have the same. */
    private static byte[] message(String deviceId, int epoch) {
        return (epoch == 0 ? deviceId : deviceId + '\0' + epoch).getBytes(StandardCharsets.UTF_8);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
