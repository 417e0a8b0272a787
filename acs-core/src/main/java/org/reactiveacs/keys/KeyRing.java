package org.reactiveacs.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A versioned ring of random master keys. The newest version signs, every version in the ring verifies; rotation is
 * {@link #rotated adding a version}, and removing an old one ends what it signed. Immutable and thread-safe; it never
 * shows a master key, only keys derived from one by HKDF-SHA256 (RFC 5869).
 */
public final class KeyRing {
    static final int MASTER_BYTES = 32;
    private static final int FINGERPRINT_BYTES = 8;

    private final NavigableMap<Integer, byte[]> masters;
    private final List<Integer> versions;

    KeyRing(NavigableMap<Integer, byte[]> masters) {
        if (masters.isEmpty()) {
            throw new KeyRingException("the key ring holds no key");
        }
        this.masters = Collections.unmodifiableNavigableMap(new TreeMap<>(masters));
        this.versions = List.copyOf(this.masters.descendingKeySet());
    }

    /** A ring with one new random key, version 1. */
    public static KeyRing generate(SecureRandom random) {
        return new KeyRing(new TreeMap<>(Map.of(1, randomKey(random))));
    }

    /**
     * Reads the text form.
     *
     * @throws KeyRingException naming the line that is wrong
     */
    public static KeyRing parse(String text) {
        return new KeyRing(KeyRingText.parse(text));
    }

    /** The text form that {@link #parse} reads: it holds the secrets. */
    public String format() {
        return KeyRingText.format(masters);
    }

    /** This ring with one more random key, which is the newest from now on. */
    public KeyRing rotated(SecureRandom random) {
        NavigableMap<Integer, byte[]> more = new TreeMap<>(masters);
        more.put(newest() + 1, randomKey(random));
        return new KeyRing(more);
    }

    /** The version that signs. */
    public int newest() {
        return versions.get(0);
    }

    /** All versions that still verify, newest first. */
    public List<Integer> versions() {
        return versions;
    }

    /** A key of 32 bytes for one purpose under the newest version. */
    public byte[] derive(String purpose) {
        return derive(purpose, newest());
    }

    /**
     * A key of 32 bytes for one purpose; the same ring, purpose and version always give the same key.
     *
     * @throws IllegalArgumentException if the ring has no such version
     */
    public byte[] derive(String purpose, int version) {
        byte[] master = masters.get(version);
        if (master == null) {
            throw new IllegalArgumentException("the key ring has no version " + version);
        }
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        return Hkdf.expand(Hkdf.extract(new byte[0], master), info, Hkdf.HASH_BYTES);
    }

    /** A signer for one purpose over all versions of this ring. */
    public Signer signer(String purpose) {
        return new Signer(this, purpose);
    }

    /** What may be stored and logged to know this ring again: each version with a one-way mark of its key. */
    public String fingerprint() {
        return masters.keySet().stream()
                .map(version -> version + ":" + mark(version))
                .collect(Collectors.joining(","));
    }

    /**
     * Tells whether a node with this ring may work on a store that was used under {@code fingerprint}: both share a
     * version, and no shared version has another key. So nodes may be rotated one after the other.
     */
    public boolean agreesWith(String fingerprint) {
        boolean shared = false;
        for (String entry : fingerprint.split(",", -1)) {
            int colon = entry.indexOf(':');
            Integer version = colon < 1 ? null : KeyRingText.version(entry.substring(0, colon));
            if (version == null || !masters.containsKey(version)) {
                continue;
            }
            if (!mark(version).equals(entry.substring(colon + 1))) {
                return false;
            }
            shared = true;
        }
        return shared;
    }

    @Override
    public String toString() {
        return "KeyRing[" + fingerprint() + "]";
    }

    private String mark(int version) {
        return HexFormat.of().formatHex(derive("fingerprint", version), 0, FINGERPRINT_BYTES);
    }

    private static byte[] randomKey(SecureRandom random) {
        byte[] key = new byte[MASTER_BYTES];
        random.nextBytes(key);
        return key;
    }
}
