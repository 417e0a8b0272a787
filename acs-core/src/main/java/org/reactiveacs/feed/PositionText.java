package org.reactiveacs.feed;

import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.reactiveacs.cluster.Partitions;

/**
 * Positions as text. Devices spread evenly over partitions, and so do their events: beside the least of the numbers only small
 * differences are left, which Rice's code writes in little more than the bits of their mean.
 *
 * <p>Bytes: the version, the bits that each difference has at least, the least number in eight, the differences, and four of a
 * checksum, so that a text which was cut or mistyped is not taken for a position.
 */
final class PositionText {

    private static final byte VERSION = 1;
    private static final int HEAD_BYTES = 10;
    private static final int CHECK_BYTES = 4;
    private static final int MOST_BITS = 52;

    /** Lua's numbers are exact so far, and so are JavaScript's. */
    private static final long MOST = 1L << MOST_BITS;

    private static final int MOST_CHARS = 4096;

    private PositionText() {}

    static String write(long[] numbers) {
        long least = Arrays.stream(numbers).min().orElse(0);
        long mean = Arrays.stream(numbers).map(number -> number - least).sum() / numbers.length;
        int low = Long.SIZE - 1 - Long.numberOfLeadingZeros(mean + 1);
        long bits = 0;
        for (long number : numbers) {
            bits += ((number - least) >> low) + 1 + low;
        }
        var bytes = new byte[HEAD_BYTES + (int) ((bits + Byte.SIZE - 1) / Byte.SIZE) + CHECK_BYTES];
        bytes[0] = VERSION;
        bytes[1] = (byte) low;
        put(bytes, 2, Long.BYTES, least);
        int at = HEAD_BYTES * Byte.SIZE;
        for (long number : numbers) {
            long difference = number - least;
            for (long ones = difference >> low; ones > 0; ones--) {
                set(bytes, at++);
            }
            at++;
            for (int bit = low - 1; bit >= 0; bit--, at++) {
                if ((difference >> bit & 1) != 0) {
                    set(bytes, at);
                }
            }
        }
        put(bytes, bytes.length - CHECK_BYTES, CHECK_BYTES, check(bytes));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static long[] read(String text) {
        if (text.length() > MOST_CHARS) {
            throw none();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw none();
        }
        if (bytes.length < HEAD_BYTES + CHECK_BYTES
                || bytes[0] != VERSION
                || get(bytes, bytes.length - CHECK_BYTES, CHECK_BYTES) != check(bytes)) {
            throw none();
        }
        int low = bytes[1];
        long least = get(bytes, 2, Long.BYTES);
        if (low < 0 || low > MOST_BITS || least < 0 || least > MOST) {
            throw none();
        }
        return differences(bytes, low, least);
    }

    private static long[] differences(byte[] bytes, int low, long least) {
        int end = (bytes.length - CHECK_BYTES) * Byte.SIZE;
        int at = HEAD_BYTES * Byte.SIZE;
        var numbers = new long[Partitions.COUNT];
        for (int i = 0; i < numbers.length; i++) {
            long difference = 0;
            while (at < end && isSet(bytes, at)) {
                difference++;
                at++;
            }
            at++;
            if (at + low > end || difference > MOST >> low) {
                throw none();
            }
            for (int bit = 0; bit < low; bit++, at++) {
                difference = difference << 1 | (isSet(bytes, at) ? 1 : 0);
            }
            numbers[i] = least + difference;
        }
        if (end - at >= Byte.SIZE) {
            throw none();
        }
        return numbers;
    }

    private static void set(byte[] bytes, int bit) {
        bytes[bit / Byte.SIZE] |= (byte) (0x80 >> bit % Byte.SIZE);
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] & 0x80 >> bit % Byte.SIZE) != 0;
    }

    private static void put(byte[] bytes, int from, int count, long value) {
        for (int i = 0; i < count; i++) {
            bytes[from + i] = (byte) (value >> (count - 1 - i) * Byte.SIZE);
        }
    }

    private static long get(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << Byte.SIZE | bytes[from + i] & 0xFF;
        }
        return value;
    }

    private static long check(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - CHECK_BYTES);
        return crc.getValue();
    }

    private static IllegalArgumentException none() {
        return new IllegalArgumentException("it is no id of an event");
    }
}
