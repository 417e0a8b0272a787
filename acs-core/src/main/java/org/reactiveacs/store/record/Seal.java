package org.reactiveacs.store.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.store.StoreException;

/**
 * Encrypts records that hold passwords: AES-256-GCM under a key of the ring's newest version, bound to the record's place
 * so that none can be put in another's. A sealed record is a format byte, the key's version, a random nonce, and the
 * record with its tag. Without a ring records stay as they are. Thread-safe.
 */
public final class Seal {

    /** No record of ours begins with this byte otherwise: their formats count from 1. */
    private static final byte SEALED = (byte) 0x80;

    private static final String PURPOSE = "at-rest";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEAD_BYTES = 1 + Integer.BYTES + NONCE_BYTES;

    private final Map<Integer, SecretKeySpec> keys = new HashMap<>();
    private final int newest;
    private final SecureRandom random = new SecureRandom();

    public Seal(@Nullable KeyRing ring) {
        newest = ring == null ? 0 : ring.newest();
        if (ring != null) {
            ring.versions()
                    .forEach(version -> keys.put(version, new SecretKeySpec(ring.derive(PURPOSE, version), "AES")));
        }
    }

    /**
     * Closes a record.
     *
     * @param place where it will stand
     */
    public byte[] close(byte[] record, String place) {
        if (keys.isEmpty()) {
            return record;
        }
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var body = cipher(Cipher.ENCRYPT_MODE, newest, nonce, place, record, 0);
        return ByteBuffer.allocate(HEAD_BYTES + body.length)
                .put(SEALED)
                .putInt(newest)
                .put(nonce)
                .put(body)
                .array();
    }

    /**
     * Opens a record, sealed or not.
     *
     * @throws StoreException if it was sealed under another ring or for another place
     */
    public byte[] open(byte[] record, String place) {
        if (!isSealed(record)) {
            return record;
        }
        var nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(record, 1 + Integer.BYTES, NONCE_BYTES).get(nonce);
        return cipher(Cipher.DECRYPT_MODE, version(record), nonce, place, record, HEAD_BYTES);
    }

    /** The version of the key that records are closed under; 0 without a ring. */
    public int newest() {
        return newest;
    }

    /** Whether a record would be closed otherwise today: it is plain, or its key is not the newest. */
    public boolean isOutdated(byte[] record) {
        return !keys.isEmpty() && (!isSealed(record) || version(record) != newest);
    }

    private static boolean isSealed(byte[] record) {
        return record.length > HEAD_BYTES && record[0] == SEALED;
    }

    private static int version(byte[] record) {
        return ByteBuffer.wrap(record).getInt(1);
    }

    private byte[] cipher(int mode, int version, byte[] nonce, String place, byte[] input, int from) {
        var key = keys.get(version);
        if (key == null) {
            throw new StoreException(
                    "a record is sealed under version " + version + " of a key ring, which is not at hand");
        }
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, from, input.length - from);
        } catch (GeneralSecurityException e) {
            throw new StoreException("a sealed record is damaged or stands in the wrong place: " + place, e);
        }
    }
}
