package org.reactiveacs.port;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Ids as ULIDs: 48 bits of time and 80 of chance in Crockford's base 32. Within a millisecond the chance part is counted
 * up, and a clock that goes back is not followed, so ids of one instance always sort in the order they were made in.
 */
public final class RandomIds implements Ids {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int CHARS = 26;
    private static final int HIGH_BITS = 16;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private long time;
    private int high;
    private long low;

    public RandomIds(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized String next() {
        long now = clock.millis();
        if (now > time) {
            time = now;
            high = random.nextInt(1 << HIGH_BITS);
            low = random.nextLong();
        } else {
            count();
        }
        return text();
    }

    private void count() {
        if (++low == 0 && ++high == 1 << HIGH_BITS) {
            high = 0;
            time++;
        }
    }

    private String text() {
        var text = new char[CHARS];
        for (int i = 0; i < CHARS; i++) {
            text[i] = DIGITS[digit(5 * (CHARS - 1 - i))];
        }
        return new String(text);
    }

    /** Five of the 128 bits, those from bit {@code from} up. */
    private int digit(int from) {
        long upper = time << HIGH_BITS | high;
        if (from >= Long.SIZE) {
            return (int) (upper >>> (from - Long.SIZE)) & 31;
        }
        long bits = low >>> from;
        if (from > Long.SIZE - 5) {
            bits |= upper << (Long.SIZE - from);
        }
        return (int) bits & 31;
    }

    @Override
    public String token() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
