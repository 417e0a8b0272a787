package org.reactiveacs.port;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Ids as ULIDs: 48 bits of milliseconds, 80 bits that are random and within one millisecond count on, written in
 * Crockford's base 32. Thread-safe.
 */
public final class RandomIds implements Ids {

    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int CHARS = 26;
    private static final int TOKEN_BYTES = 16;
    private static final long HIGH_MASK = 0xFFFF;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private long lastMillis;
    private long high;
    private long low;

    public RandomIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String next() {
        long millis = clock.millis();
        if (millis > lastMillis) {
            lastMillis = millis;
            // The topmost bit stays free, so that counting on cannot run over.
            high = random.nextLong() & HIGH_MASK >> 1;
            low = random.nextLong();
        } else if (++low == 0) {
            high++;
        }
        return text(lastMillis, high, low);
    }

    private static String text(long millis, long high, long low) {
        var text = new char[CHARS];
        long upper = millis << 16 | high & HIGH_MASK;
        for (int i = CHARS - 1; i >= 0; i--) {
            int shift = (CHARS - 1 - i) * 5;
            long bits = shift >= 64 ? upper >>> shift - 64 : low >>> shift;
            if (shift < 64 && shift > 59) {
                bits |= upper << 64 - shift;
            }
            text[i] = ALPHABET[(int) bits & 31];
        }
        return new String(text);
    }

    @Override
    public String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
