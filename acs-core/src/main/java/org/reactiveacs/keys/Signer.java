package org.reactiveacs.keys;

import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;

/**
 * Signs short messages for one purpose with HMAC-SHA256. A tag is one byte that hints at the key's version and the first
 * 16 bytes of the HMAC, so checking one costs a single HMAC however many versions are live. Thread-safe.
 */
public final class Signer {
    /** The length of every tag in bytes. */
    public static final int TAG_BYTES = 17;

    private static final int MAC_BYTES = TAG_BYTES - 1;

    private final List<Integer> versions;
    private final ThreadLocal<Mac[]> macs;

    Signer(KeyRing ring, String purpose) {
        this.versions = ring.versions();
        List<byte[]> keys =
                versions.stream().map(version -> ring.derive(purpose, version)).toList();
        // Setting up a Mac costs more than a short message, so each thread keeps one for each key.
        this.macs = ThreadLocal.withInitial(() -> keys.stream().map(Hkdf::hmac).toArray(Mac[]::new));
    }

    /** The tag of a message under the newest key. */
    public byte[] mac(byte[] message) {
        return tag(0, message, 0, message.length);
    }

    /** Tells, in constant time, whether a live key gave {@code tag} to the message; any other tag is just false. */
    public boolean verify(byte[] message, byte[] tag) {
        return verify(message, 0, message.length, tag);
    }

    /** As {@link #verify(byte[], byte[])} for a part of an array. */
    public boolean verify(byte[] bytes, int offset, int length, byte[] tag) {
        if (tag.length != TAG_BYTES) {
            return false;
        }
        for (int i = 0; i < versions.size(); i++) {
            if (versions.get(i).byteValue() == tag[0] && MessageDigest.isEqual(tag(i, bytes, offset, length), tag)) {
                return true;
            }
        }
        return false;
    }

    private byte[] tag(int index, byte[] bytes, int offset, int length) {
        Mac mac = macs.get()[index];
        mac.update(bytes, offset, length);
        byte[] full = mac.doFinal();
        byte[] tag = new byte[TAG_BYTES];
        tag[0] = versions.get(index).byteValue();
        System.arraycopy(full, 0, tag, 1, MAC_BYTES);
        return tag;
    }
}
