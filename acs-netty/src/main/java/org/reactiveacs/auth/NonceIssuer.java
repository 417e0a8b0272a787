package org.reactiveacs.auth;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.reactiveacs.keys.KeyRing;
import org.reactiveacs.keys.Signer;

/**
 * Makes and checks nonces that need no memory: issue time, random and a MAC from the key ring, so any node accepts what
 * any other made. That one is not used twice is for the caller to see to, by the issue time and nc. Thread-safe.
 */
public final class NonceIssuer {
    /** Nodes' clocks may differ by this much before a nonce "from the future" counts as stale. */
    private static final long CLOCK_SKEW_MICROS = TimeUnit.SECONDS.toMicros(5);

    private static final int PAYLOAD_BYTES = Long.BYTES + Long.BYTES;
    private static final int NONCE_CHARS = (PAYLOAD_BYTES + Signer.TAG_BYTES) * 4 / 3;

    private final Signer signer;
    private final InstantSource clock;
    private final long lifetimeMicros;

    public NonceIssuer(KeyRing ring, InstantSource clock, Duration lifetime) {
        this.signer = ring.signer("digest nonce");
        this.clock = clock;
        this.lifetimeMicros = TimeUnit.NANOSECONDS.toMicros(lifetime.toNanos());
    }

    /** A new nonce of 44 characters out of {@code [A-Za-z0-9_-]}. */
    public String issue() {
        ByteBuffer nonce = ByteBuffer.allocate(PAYLOAD_BYTES + Signer.TAG_BYTES);
        nonce.putLong(now());
        // Only makes nonces of one microsecond differ; what cannot be guessed is the MAC.
        nonce.putLong(ThreadLocalRandom.current().nextLong());
        byte[] payload = new byte[PAYLOAD_BYTES];
        nonce.get(0, payload);
        nonce.put(signer.mac(payload));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    /** Judges what a client sent as nonce; never throws. */
    public NonceCheck check(String nonce) {
        byte[] bytes = decode(nonce);
        byte[] tag = new byte[Signer.TAG_BYTES];
        if (bytes.length != PAYLOAD_BYTES + Signer.TAG_BYTES) {
            return new NonceCheck.Forged();
        }
        System.arraycopy(bytes, PAYLOAD_BYTES, tag, 0, tag.length);
        if (!signer.verify(bytes, 0, PAYLOAD_BYTES, tag)) {
            return new NonceCheck.Forged();
        }
        long micros = ByteBuffer.wrap(bytes).getLong();
        long age = now() - micros;
        boolean isFresh = age <= lifetimeMicros && age >= -CLOCK_SKEW_MICROS;
        Instant issued = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return isFresh ? new NonceCheck.Fresh(issued) : new NonceCheck.Stale(issued);
    }

    /** Microseconds since the epoch. */
    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    private static byte[] decode(String nonce) {
        if (nonce.length() != NONCE_CHARS) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
